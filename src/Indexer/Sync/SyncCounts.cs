namespace Souk.Indexer.Sync;

/// <summary>What a run stored of one chain; what was swapped counts again.</summary>
public sealed record SyncCounts(long Logs, long Blocks, long Ranges, long Quarantined, long Unknown, long Reorgs)
{
    internal SyncCounts Plus(long blockCount, StoredRange stored) =>
        new(
            Logs + stored.LogCount,
            Blocks + blockCount,
            Ranges + stored.RangeCount,
            Quarantined + stored.QuarantinedCount,
            Unknown + stored.UnknownCount,
            Reorgs
        );
}
