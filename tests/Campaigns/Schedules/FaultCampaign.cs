using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Souk.Campaigns.Markets;

namespace Souk.Campaigns.Schedules;

/// <summary>Plays many schedules.</summary>
internal sealed class FaultCampaign : IDisposable
{
    private readonly Bazaar _bazaar = new();
    private readonly Truth _truth;

    public FaultCampaign() => _truth = new Truth(_bazaar);

    public async Task<ScheduleResult> PlayAsync(ulong seed, CancellationToken cancellation)
    {
        FaultSchedule schedule = FaultSchedule.Of(seed);
        string digest = await _truth.DigestOf(schedule);
        using var run = new ScheduleRun(schedule, _bazaar, _truth);
        return await run.PlayAsync(digest, cancellation);
    }

    /// <summary>Results in the order in which schedules end.</summary>
    /// <param name="seeds">Of the schedules.</param>
    /// <param name="workerCount">Schedules at the same time.</param>
    public async IAsyncEnumerable<ScheduleResult> PlayAsync(
        IEnumerable<ulong> seeds,
        int workerCount,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var results = Channel.CreateBounded<ScheduleResult>(workerCount * 4);
        Task playing = Task.Run(
            async () =>
            {
                try
                {
                    await Parallel.ForEachAsync(
                        seeds,
                        new ParallelOptions { MaxDegreeOfParallelism = workerCount, CancellationToken = cancellation },
                        async (seed, token) => await results.Writer.WriteAsync(await PlayAsync(seed, token), token)
                    );
                    results.Writer.Complete();
                }
                catch (Exception exception)
                {
                    results.Writer.Complete(exception);
                }
            },
            CancellationToken.None
        );
        await foreach (ScheduleResult result in results.Reader.ReadAllAsync(cancellation))
        {
            yield return result;
        }

        await playing;
    }

    public void Dispose() => _bazaar.Dispose();
}
