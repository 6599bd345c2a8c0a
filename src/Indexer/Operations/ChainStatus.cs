using Souk.Indexer.Endpoints;

namespace Souk.Indexer.Operations;

/// <summary>How one chain's indexing stands.</summary>
/// <param name="Block">Last stored block; null before the first range.</param>
/// <param name="Head">Last block that the chain's endpoints showed; null before the first report.</param>
/// <param name="LogCount">Logs stored since the process began.</param>
/// <param name="Reason">Why the chain is stalled, stopped, or waits for its endpoints, for a person; else null.</param>
public sealed record ChainStatus(
    int ChainId,
    long? Block,
    long? Head,
    long LogCount,
    ChainHealth Health,
    string? Reason
)
{
    /// <summary>Endpoints that gave answers which hashes disproved, since the process began. None of them is stored.
    /// </summary>
    public IReadOnlyList<EndpointContradictions> Contradictions { get; init; } = [];

    /// <summary>Blocks that the chain has and the warehouse has not.</summary>
    public long LagBlocks => Head is { } head ? Math.Max(0, head - (Block ?? -1)) : 0;

    /// <summary>False if a person has to look.</summary>
    public bool IsWell => Health is not (ChainHealth.Stalled or ChainHealth.Stopped);
}

/// <summary>Whether a person has to look.</summary>
public enum ChainHealth
{
    /// <summary>No report yet.</summary>
    Starting,

    /// <summary>Behind the head, and moving.</summary>
    CatchingUp,

    /// <summary>At the head.</summary>
    Following,

    /// <summary>Neither the cursor nor the head has moved for longer than it may.</summary>
    Stalled,

    /// <summary>Given up; what is stored is intact.</summary>
    Stopped,
}
