using Souk.Indexer.Sources;

namespace Souk.Indexer.Sync;

/// <summary>How to index.</summary>
/// <param name="RangeBlocksMax">Blocks in one write. A backfill is fast when a write holds many rows.</param>
/// <param name="ToBlock">Last block to read; null for the head.</param>
public sealed record SyncOptions(int RangeBlocksMax = SyncOptions.RangeBlocksDefault, long? ToBlock = null)
{
    public const int RangeBlocksDefault = 2_000;

    /// <summary>Wait after a first failure; each further wait is twice as long.</summary>
    public TimeSpan RetryDelay { get; init; } = RetryPolicy.FirstDelayDefault;

    /// <summary>Measures elapsed time and waits between retries.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>For campaigns: what takes the network's place under an endpoint; null for the network.</summary>
    internal Func<Uri, HttpMessageHandler>? Transport { get; init; }
}
