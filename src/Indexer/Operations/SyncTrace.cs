using System.Diagnostics;

namespace Souk.Indexer.Operations;

/// <summary>Spans of indexing; they cost nothing while nobody listens.</summary>
public static class SyncTrace
{
    private static readonly ActivitySource Source = new(SyncMonitor.MeterName);

    /// <summary>A step on a range of blocks, such as "fetch" or "store"; dispose it when the step ends.</summary>
    /// <param name="toBlock">Included.</param>
    public static Activity? Start(string step, int chainId, long fromBlock, long toBlock) =>
        Source
            .StartActivity(step)
            ?.SetTag("chain", chainId)
            .SetTag("from_block", fromBlock)
            .SetTag("to_block", toBlock);
}
