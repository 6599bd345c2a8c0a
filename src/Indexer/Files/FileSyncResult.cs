namespace Souk.Indexer.Files;

/// <summary>What came of indexing from dumps.</summary>
/// <param name="Dialects">Tools that wrote the dumps of logs.</param>
/// <param name="FromBlock">First block that the dumps are taken to cover.</param>
/// <param name="ToBlock">Last one.</param>
/// <param name="RowCount">Rows of all dumps of logs.</param>
/// <param name="DoubleCount">Rows that repeat another.</param>
/// <param name="StoredBeforeCount">Logs of blocks that are stored already.</param>
/// <param name="LogCount">Logs stored, or to be stored.</param>
/// <param name="ForeignCount">Logs of contracts or events that no manifest names; not stored.</param>
/// <param name="QuarantinedCount">Logs and amounts in quarantine; 0 in a dry run.</param>
/// <param name="HasAllBlocks">Whether a dump of blocks was given. Without one blocks without logs are not stored, and gaps
/// between blocks cannot be seen.</param>
/// <param name="UnreadValueCount">Contracts with values that only a chain can tell; they are not stored.</param>
public sealed record FileSyncResult(
    int ChainId,
    IReadOnlyList<string> Dialects,
    long? FromBlock,
    long? ToBlock,
    long RowCount,
    long DoubleCount,
    long StoredBeforeCount,
    long LogCount,
    long ForeignCount,
    long QuarantinedCount,
    bool HasAllBlocks,
    int UnreadValueCount,
    bool IsDryRun
);
