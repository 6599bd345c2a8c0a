using Souk.Indexer.Rpc;

namespace Souk.Indexer.Sync;

/// <summary>Tells what another endpoint may answer otherwise from what every endpoint fails at.</summary>
internal static class Contradiction
{
    /// <summary>Whether answers did not fit together: false ones, or questions about blocks that do not exist because an
    /// answer before was false.</summary>
    public static bool IsShownBy(Exception failure) =>
        failure
            is RpcException { IsDisproved: true }
                or RpcException { IsAbsent: true }
                or RpcException { IsAbsentSomewhere: true }
                or SyncException { Problem: SyncProblem.Inconsistent or SyncProblem.ReorgBeyondFinality };
}
