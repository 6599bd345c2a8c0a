namespace Souk.Indexer;

/// <summary>Indexing cannot go on; what is stored is intact. The message says why and what would do.</summary>
public sealed class SyncException(SyncProblem problem, string message) : Exception(message)
{
    public SyncProblem Problem { get; } = problem;
}

public enum SyncProblem
{
    /// <summary>No endpoint is given for a chain of the manifests.</summary>
    NoEndpoint,

    /// <summary>The endpoint serves another chain than the manifest names.</summary>
    WrongChain,

    /// <summary>A token has other decimals than the manifest states.</summary>
    WrongDecimals,

    /// <summary>The chain replaced stored blocks that were final.</summary>
    ReorgBeyondFinality,

    /// <summary>The manifests name other contracts than those that are stored.</summary>
    ContractsChanged,

    /// <summary>An event of the manifests does not fit its stored table.</summary>
    EventsChanged,

    /// <summary>Stored logs were decoded or mapped by an older version of a manifest.</summary>
    RedecodeNeeded,

    /// <summary>Where a contract begins is to be found, and cannot be.</summary>
    StartUnknown,

    /// <summary>The endpoint contradicts itself.</summary>
    Inconsistent,

    /// <summary>Two endpoints gave different logs of one block.</summary>
    Discrepancy,
}
