using System.Runtime.ExceptionServices;
using Souk.Indexer.Endpoints;

namespace Souk.Indexer.Sync;

public sealed partial class ChainSync
{
    /// <summary>Steps until the chain is at its head.</summary>
    /// <exception cref="SyncException">As <see cref="AdvanceAsync"/>; so are the others.</exception>
    internal async Task<SyncOutcome> CatchUpAsync(CancellationToken cancellation)
    {
        int unsettledCount = 0;
        while (true)
        {
            long? before = Block;
            SyncOutcome outcome;
            Exception? contradiction = null;
            try
            {
                outcome = await StepAsync(long.MaxValue, cancellation);
            }
            catch (Exception failure) when (_endpoints.HasSeveral && Contradiction.IsShownBy(failure))
            {
                (outcome, contradiction) = (SyncOutcome.Unsettled, failure);
            }

            if (outcome is SyncOutcome.UpToDate or SyncOutcome.Behind)
            {
                return outcome;
            }

            bool isUnsettled = outcome == SyncOutcome.Unsettled;
            unsettledCount = isUnsettled && Block == before ? unsettledCount + 1 : 0;
            if (unsettledCount == RetryPolicy.AttemptsMax)
            {
                ThrowUnsettled(contradiction, unsettledCount);
            }

            if (isUnsettled)
            {
                _source.Suspect();
                await _retry.WaitAsync(Math.Max(1, unsettledCount), retryAfter: null, cancellation);
            }
        }
    }

    private void ThrowUnsettled(Exception? contradiction, int count)
    {
        if (contradiction is not null)
        {
            ExceptionDispatchInfo.Throw(contradiction);
        }

        throw new SyncException(
            SyncProblem.Inconsistent,
            $"{_source.Name} contradicts itself: {count} times it gave headers from block {NextBlock} of chain {ChainId} on that "
                + "are not built on each other, or changed while they were read. Use another endpoint."
        );
    }
}
