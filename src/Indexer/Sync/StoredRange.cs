namespace Souk.Indexer.Sync;

/// <summary>What came of a write.</summary>
internal sealed record StoredRange(
    ChainCursor Cursor,
    int RangeCount,
    int LogCount,
    int QuarantinedCount,
    int UnknownCount
);
