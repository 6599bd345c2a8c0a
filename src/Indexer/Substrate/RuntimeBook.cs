using Souk.DuckDb;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Natives;
using Souk.Indexer.Rpc;
using Souk.Indexer.Scale;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Substrate;

/// <summary>Which runtime made each block, and what it says of itself.</summary>
/// <remarks>A block is made by the runtime that its parent's state holds: a block that sets new code was still made by the
/// old one, though its own state already has the new. Versions only grow, so blocks between two of one version have it.
/// </remarks>
internal sealed class RuntimeBook(SubstrateClient client, ChainManifest chain, NativeAccounts accounts)
{
    private readonly Dictionary<uint, EventRuntime> _runtimes = [];
    private readonly List<(uint Version, long First, byte[] Metadata)> _added = [];

    /// <summary>The runtime of each block of a range.</summary>
    /// <param name="parents">Hash of the block before the range, and of all its blocks but the last.</param>
    /// <exception cref="SyncException">Metadata or types that we do not know, or a pallet that is gone.</exception>
    /// <exception cref="RpcException">The endpoint does not answer.</exception>
    public async Task<IReadOnlyList<EventRuntime>> ReadAsync(
        BlockRange range,
        IReadOnlyList<Hash32> parents,
        EndpointTrail trail,
        CancellationToken cancellation
    )
    {
        uint[] versions = new uint[parents.Count];
        versions[0] = await ReadVersionAsync(parents[0]);
        versions[^1] = await ReadVersionAsync(parents[^1]);
        await FillAsync(0, parents.Count - 1);
        EventRuntime[] runtimes = new EventRuntime[parents.Count];
        for (int index = 0; index < runtimes.Length; index++)
        {
            runtimes[index] = await RuntimeOfAsync(
                versions[index],
                range.From + index,
                parents[index],
                trail,
                cancellation
            );
        }

        return runtimes;

        async Task FillAsync(int low, int high)
        {
            if (versions[low] == versions[high])
            {
                versions.AsSpan(low, high - low).Fill(versions[low]);
            }
            else if (high - low > 1)
            {
                int middle = (low + high) / 2;
                versions[middle] = await ReadVersionAsync(parents[middle]);
                await FillAsync(low, middle);
                await FillAsync(middle, high);
            }
        }

        Task<uint> ReadVersionAsync(Hash32 state) =>
            client.AskAsync(
                trail,
                json => json.GetProperty("specVersion").GetUInt32(),
                cancellation,
                "state_getRuntimeVersion",
                state
            );
    }

    /// <summary>Adds those that were read since, inside the caller's write.</summary>
    public void Write(DuckDBConnection connection)
    {
        foreach ((uint version, long first, byte[] metadata) in _added)
        {
            connection.Execute(
                """
                insert into chain.runtime
                select $chain_id, $version, $first, $metadata
                where not exists (from chain.runtime where chain_id = $chain_id and spec_version = $version)
                """,
                ("chain_id", chain.ChainId),
                ("version", version),
                ("first", first),
                ("metadata", metadata)
            );
        }

        _added.Clear();
    }

    private async Task<EventRuntime> RuntimeOfAsync(
        uint version,
        long block,
        Hash32 state,
        EndpointTrail trail,
        CancellationToken cancellation
    )
    {
        if (_runtimes.TryGetValue(version, out EventRuntime? known))
        {
            return known;
        }

        byte[] metadata = await client.AskAsync(
            trail,
            json => Hex.Bytes(json.GetString() ?? ""),
            cancellation,
            "state_getMetadata",
            state
        );
        try
        {
            var contracts = chain.Contracts.Where(contract => contract.FromBlock <= block).ToList();
            var runtime = new EventRuntime(RuntimeMetadata.Parse(metadata), version, contracts, accounts);
            _runtimes.Add(version, runtime);
            _added.Add((version, block, metadata));
            return runtime;
        }
        catch (ScaleException exception)
        {
            throw new SyncException(
                SyncProblem.EventsChanged,
                $"Block {block} of chain {chain.ChainId} was made by runtime {version}, whose metadata cannot be read: "
                    + $"{exception.Message} Nothing is guessed; all blocks before are stored."
            );
        }
    }
}
