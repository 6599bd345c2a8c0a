using System.Diagnostics;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Spans of indexing; they cost nothing while nobody listens.</summary>
public static class SyncTrace
{
    public const string SourceName = "Souk.Indexer";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>A step on a range of blocks, such as "fetch" or "store"; dispose it when the step ends.</summary>
    public static Activity? Start(string step, int chainId, BlockRange range) =>
        Source
            .StartActivity(step)
            ?.SetTag("chain", chainId)
            .SetTag("from_block", range.From)
            .SetTag("to_block", range.To);
}
