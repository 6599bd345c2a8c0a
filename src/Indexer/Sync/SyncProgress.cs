namespace Souk.Indexer.Sync;

/// <param name="Block">Last stored block.</param>
/// <param name="Head">Last block to read, as far as is known.</param>
/// <param name="LogCount">Stored in this run, over all chains.</param>
/// <param name="Elapsed">Since the run began.</param>
public sealed record SyncProgress(int ChainId, long Block, long Head, long LogCount, TimeSpan Elapsed);

/// <summary>What a run stored.</summary>
/// <param name="QuarantinedCount">Logs and values that do not fit their signature, kept aside.</param>
/// <param name="UnknownCount">Logs of indexed contracts whose event no manifest names; stored raw.</param>
public sealed record SyncResult(
    long LogCount,
    long BlockCount,
    long RangeCount,
    long QuarantinedCount,
    long UnknownCount,
    double Seconds
);

/// <summary>What one step of a chain came to.</summary>
public enum SyncOutcome
{
    UpToDate,
    Advanced,

    /// <summary>Stored blocks were replaced and are removed; the next step reads their replacements.</summary>
    Rewound,
}
