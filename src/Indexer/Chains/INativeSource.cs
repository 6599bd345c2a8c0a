using Souk.DuckDb;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Chains;

/// <summary>Reads final blocks of one chain of another kind than Ethereum's.</summary>
internal interface INativeSource : IDisposable
{
    /// <summary>Blocks to read at once.</summary>
    int RangeBlocksMax { get; }

    /// <exception cref="SyncException">The endpoint serves another chain.</exception>
    /// <exception cref="Rpc.RpcException">It does not answer.</exception>
    Task RequireNetworkAsync(CancellationToken cancellation);

    /// <summary>The last block that is final.</summary>
    /// <exception cref="Rpc.RpcException">The endpoint does not answer.</exception>
    Task<long> ReadFinalizedAsync(CancellationToken cancellation);

    /// <exception cref="Rpc.RpcException">The endpoint does not answer, or what it answers cannot be.</exception>
    Task<Hash32> ReadHashAsync(long block, CancellationToken cancellation);

    /// <summary>All events of final blocks that manifests name.</summary>
    /// <param name="parent">Hash of the block before, where it is known.</param>
    /// <exception cref="SyncException">The events cannot be read for sure; the message says why.</exception>
    /// <exception cref="Rpc.RpcException">The endpoint does not answer, or what it answers cannot be.</exception>
    Task<NativeRange> ReadAsync(BlockRange range, Hash32? parent, CancellationToken cancellation);

    /// <summary>Writes what events of ranges that were read refer to, inside the caller's write. May come again.</summary>
    void WriteNames(DuckDBConnection connection);
}
