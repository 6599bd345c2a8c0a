using System.Text.Json.Serialization;
using Souk.Indexer.Endpoints;

namespace Souk.Indexer.Sync;

/// <param name="Block">Last stored block.</param>
/// <param name="Head">Last block to read, as far as is known.</param>
/// <param name="LogCount">Stored in this run, over all chains.</param>
/// <param name="Elapsed">Since the run began.</param>
public sealed record SyncProgress(int ChainId, long Block, long Head, long LogCount, TimeSpan Elapsed)
{
    /// <summary>Stored in this run, of this chain.</summary>
    public long ChainLogCount { get; init; }

    /// <summary>Why the chain was given up; null while it goes on. Holds no key.</summary>
    public string? StopReason { get; init; }

    /// <summary>Why the chain does not move for now: its endpoints fail, and are asked again. Null while they answer.
    /// Holds no key.</summary>
    public string? WaitReason { get; init; }

    /// <summary>Endpoints of the chain that gave answers which hashes disproved, since the run began.</summary>
    public IReadOnlyList<EndpointContradictions> Contradictions { get; init; } = [];

    /// <summary>The first block that was read since <see cref="Moving"/> began.</summary>
    public long FirstBlock { get; init; }

    /// <summary>Since the chain last began to catch up with its head; null for the time since the run began. A chain that waited
    /// for new blocks all night is as fast as it was while there was something to read.</summary>
    public TimeSpan? Moving { get; init; }

    /// <summary>Blocks that this chain is behind its head.</summary>
    public long LagBlocks => Math.Max(0, Head - Block);

    /// <summary>Blocks of this chain stored per second, since it last began to catch up.</summary>
    public double BlocksPerSecond =>
        (Moving ?? Elapsed) is var time && time > TimeSpan.Zero
            ? Math.Max(0, Block - FirstBlock + 1) / time.TotalSeconds
            : 0;

    /// <summary>Logs stored per second, over all chains and since the run began.</summary>
    public double LogsPerSecond => Elapsed > TimeSpan.Zero ? LogCount / Elapsed.TotalSeconds : 0;

    /// <summary>Time until the head at <see cref="BlocksPerSecond"/>; null if there is none yet.</summary>
    public TimeSpan? TimeLeft =>
        BlocksPerSecond > 0 ? TimeSpan.FromSeconds(Math.Min(LagBlocks / BlocksPerSecond, 1e9)) : null;
}

/// <summary>What a run stored.</summary>
/// <param name="QuarantinedCount">Logs and values that do not fit their signature, kept aside.</param>
/// <param name="UnknownCount">Logs of indexed contracts whose event no manifest names; stored raw.</param>
/// <param name="ReorgCount">Swaps of stored blocks for those that replaced them.</param>
public sealed record SyncResult(
    long LogCount,
    long BlockCount,
    long RangeCount,
    long QuarantinedCount,
    long UnknownCount,
    long ReorgCount,
    double Seconds
)
{
    /// <summary>Endpoints that gave answers which hashes disproved. None of them is in what was stored.</summary>
    public IReadOnlyList<ChainContradictions> Contradictions { get; init; } = [];

    /// <summary>Blocks whose logs a second endpoint was asked for, too, and gave alike.</summary>
    public long ComparedCount { get; init; }

    /// <summary>Chains that could not go on while others could.</summary>
    public IReadOnlyList<StoppedChain> Stopped { get; init; } = [];
}

/// <summary>Who was caught on one chain.</summary>
public sealed record ChainContradictions(int ChainId, IReadOnlyList<EndpointContradictions> Endpoints);

/// <summary>A chain that cannot go on; what is stored of it is intact.</summary>
public sealed record StoppedChain(int ChainId, string Reason, [property: JsonIgnore] Exception Cause);

/// <summary>What one step of a chain came to.</summary>
public enum SyncOutcome
{
    UpToDate,
    Advanced,

    /// <summary>Stored blocks were replaced by others, in one write.</summary>
    Swapped,

    /// <summary>The endpoint's head is below the last stored block and is the block stored there: nothing is deleted.
    /// </summary>
    Behind,

    /// <summary>The chain changed while it was read; nothing is stored. The next step reads anew.</summary>
    Unsettled,
}
