using Souk.Indexer.Endpoints;
using Souk.Indexer.Proofs;

namespace Souk.Indexer.Sync;

/// <summary>How to index.</summary>
/// <param name="RangeBlocksMax">Most blocks fetched as one range. Ranges with many logs are made smaller.</param>
/// <param name="ToBlock">Last block to read; null for the head.</param>
public sealed record SyncOptions(int RangeBlocksMax = SyncOptions.RangeBlocksDefault, long? ToBlock = null)
{
    public const int RangeBlocksDefault = 2_000;

    /// <summary>Blocks below the head that a chain without the tag `finalized` may still replace.</summary>
    public const int FinalityDepthDefault = 64;

    public const int FetchesDefault = 4;

    /// <summary>Two writes, one that runs and one that gathers, and the ranges that are fetched meanwhile.</summary>
    public const long BytesDefault = 64 << 20;

    /// <summary>Blocks below the head that may still be replaced, whatever the endpoint says is final. Null: what the
    /// manifests say, else the endpoint, or <see cref="FinalityDepthDefault"/> if it refuses to say. Where it knows the tag and
    /// names no block, nothing is final.</summary>
    public int? FinalityDepth { get; init; }

    /// <summary>How surely the logs of final blocks are to be all that there are.</summary>
    public ProofLevel Proof { get; init; } = ProofLevel.Bloom;

    /// <summary>Share of blocks, of those that no receipts prove, whose logs a second endpoint is asked for, too.</summary>
    public double CompareShare { get; init; }

    /// <summary>Ranges of one chain that are fetched at once.</summary>
    public int FetchesMax { get; init; } = FetchesDefault;

    /// <summary>Bytes of ranges of final blocks, of all chains, between being asked for and being stored.</summary>
    public long BytesMax { get; init; } = BytesDefault;

    /// <summary>Follow the heads until cancelled.</summary>
    public bool IsFollowing { get; init; }

    /// <summary>Told the id of a chain that is at its head again, after blocks were stored, while nothing uses the connection. What
    /// this throws stops the chain.</summary>
    public Action<int>? OnCaughtUp { get; init; }

    /// <summary>Wait between two looks at a head that is followed.</summary>
    public TimeSpan PollDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Wait after a first failure; each further wait is twice as long.</summary>
    public TimeSpan RetryDelay { get; init; } = RetryPolicy.FirstDelayDefault;

    /// <summary>Measures elapsed time, waits between retries, and dates reorgs.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>For campaigns: what takes the network's place under an endpoint; null for the network.</summary>
    internal Func<Uri, HttpMessageHandler>? Transport { get; init; }
}
