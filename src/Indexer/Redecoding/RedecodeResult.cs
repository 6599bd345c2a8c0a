namespace Souk.Indexer.Redecoding;

/// <summary>What decoding stored logs anew came to.</summary>
/// <param name="QuarantinedCount">Logs that still do not fit their event, and integers that market tables cannot hold.
/// </param>
/// <param name="UnknownCount">Logs whose event no manifest names; they stay raw.</param>
/// <param name="DroppedValueTables">Tables of values whose calls changed: only a chain can fill them, and the next
/// <c>souk index</c> does.</param>
public sealed record RedecodeResult(
    long LogCount,
    long RangeCount,
    long QuarantinedCount,
    long UnknownCount,
    IReadOnlyList<string> DroppedValueTables,
    double Seconds
);
