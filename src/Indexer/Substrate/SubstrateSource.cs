using System.Buffers.Binary;
using Souk.DuckDb;
using Souk.Indexer.Chains;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Natives;
using Souk.Indexer.Rpc;
using Souk.Indexer.Scale;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Substrate;

/// <summary>Finalized blocks of a Substrate chain over JSON-RPC: their headers, and their events from the state after them.
/// </summary>
/// <remarks>Headers are hashed, so that blocks are built on each other for sure. Events are believed: nothing but a proof of
/// the state would show that the node gave all of them. A block without events is refused, for its timestamp alone makes one.
/// Old blocks need a node that keeps their state.</remarks>
internal sealed class SubstrateSource : INativeSource
{
    /// <summary>Milliseconds of the year 9999.</summary>
    private const ulong TimeMax = 253_402_300_799_999;

    private readonly ChainManifest _chain;
    private readonly SubstrateClient _client;
    private readonly NativeAccounts _accounts = new();
    private readonly RuntimeBook _runtimes;
    private readonly EventRecords _records;
    private readonly PoolStates _pools;
    private readonly SubnetEmissions _emissions;

    public SubstrateSource(ChainManifest chain, EndpointPool pool)
    {
        _chain = chain;
        _client = new SubstrateClient(pool);
        _runtimes = new RuntimeBook(_client, chain, _accounts);
        _records = new EventRecords(_accounts);
        _pools = new PoolStates(_client, chain);
        _emissions = new SubnetEmissions(_client, chain, _accounts);
    }

    public int RangeBlocksMax => 256;

    /// <summary>Events of all pallets that were read, stored or not.</summary>
    public long EventCount => _records.EventCount;

    public async Task RequireNetworkAsync(CancellationToken cancellation)
    {
        Hash32 genesis = await ReadHashAsync(0, cancellation);
        Hash32 expected = Hash32.Parse(_chain.Network);
        if (genesis != expected)
        {
            throw new SyncException(
                SyncProblem.WrongChain,
                $"{_client.Name} serves the chain that begins with {genesis}, but the manifest of chain {_chain.ChainId} is for "
                    + $"{expected}."
            );
        }
    }

    public async Task<long> ReadFinalizedAsync(CancellationToken cancellation)
    {
        var trail = new EndpointTrail();
        Hash32 head = await _client.AskAsync(trail, SubstrateClient.ReadHash, cancellation, "chain_getFinalizedHead");
        SubstrateHeader header = await _client.AskAsync(
            trail,
            SubstrateHeader.Read,
            cancellation,
            "chain_getHeader",
            head
        );
        return header.Hash == head ? header.Number : throw Lie($"header {head} hashes to {header.Hash}");
    }

    public Task<Hash32> ReadHashAsync(long block, CancellationToken cancellation) =>
        _client.AskAsync(new EndpointTrail(), SubstrateClient.ReadHash, cancellation, "chain_getBlockHash", block);

    public async Task<NativeRange> ReadAsync(BlockRange range, Hash32? parent, CancellationToken cancellation)
    {
        var trail = new EndpointTrail();
        // The block before tells which runtime made the first one; block 0 was made by none.
        long before = Math.Max(0, range.From - 1);
        IReadOnlyList<Hash32> hashes = await _client.AskAsync(
            trail,
            [.. Numbers(before, range.To).Select(number => new RpcCall("chain_getBlockHash", number))],
            SubstrateClient.ReadHash,
            cancellation
        );
        List<Hash32> own = [.. hashes.Skip((int)(range.From - before))];
        if (range.From > 0 && parent is { } known && hashes[0] != known)
        {
            throw Lie($"block {before} is {hashes[0]}, and was {known}");
        }

        List<BlockHeader> headers = await ReadHeadersAsync(range, own, trail, cancellation);
        IReadOnlyList<EventRuntime> runtimes = await _runtimes.ReadAsync(
            range,
            range.From > 0 ? [.. hashes.SkipLast(1)] : [own[0], .. own.SkipLast(1)],
            trail,
            cancellation
        );
        var logs = new LogColumns();
        IReadOnlyList<byte[]?> events = await ReadStorageAsync(SubstrateClient.EventsKey, own, trail, cancellation);
        for (int index = 0; index < headers.Count; index++)
        {
            int first = logs.Count;
            ReadEvents(events[index], runtimes[index], headers[index], logs);
            await _pools.ReadAsync(headers[index], runtimes[index], logs, trail, cancellation);
            await _emissions.ReadAsync(headers[index], runtimes[index], first, logs, trail, cancellation);
        }

        return new NativeRange(headers, logs, EndpointPool.NamesOf(trail.Answered));
    }

    public void WriteNames(DuckDBConnection connection)
    {
        NativeNames.Write(connection, _accounts);
        _runtimes.Write(connection);
    }

    public void Dispose() => _client.Dispose();

    private void ReadEvents(byte[]? bytes, EventRuntime runtime, in BlockHeader header, LogColumns logs)
    {
        if (bytes is not { Length: > 0 } && header.Number > 0)
        {
            throw Lie($"it has no events of block {header.Number}, and every block has one");
        }

        int count = logs.Count;
        try
        {
            _records.Read(bytes, runtime, header, logs);
        }
        catch (ScaleException exception)
        {
            logs.Truncate(count);
            throw Lie(
                $"events of block {header.Number} are not those of runtime {runtime.Version}: {exception.Message}"
            );
        }
    }

    private async Task<List<BlockHeader>> ReadHeadersAsync(
        BlockRange range,
        List<Hash32> hashes,
        EndpointTrail trail,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<SubstrateHeader> read = await _client.AskAsync(
            trail,
            [.. hashes.Select(hash => new RpcCall("chain_getHeader", hash))],
            SubstrateHeader.Read,
            cancellation
        );
        IReadOnlyList<byte[]?> times = await ReadStorageAsync(SubstrateClient.TimeKey, hashes, trail, cancellation);
        List<BlockHeader> headers = [];
        for (int index = 0; index < read.Count; index++)
        {
            SubstrateHeader header = read[index];
            long number = range.From + index;
            if (header.Hash != hashes[index] || header.Number != number)
            {
                throw Lie(
                    $"the header of block {number} is of {header.Number} and hashes to {header.Hash}, not to {hashes[index]}"
                );
            }

            if (index > 0 && header.Parent != hashes[index - 1])
            {
                throw Lie($"block {number} is not built on the block before it");
            }

            headers.Add(new BlockHeader(number, header.Hash, header.Parent, TimeOf(times[index], number)));
        }

        return headers;
    }

    private Task<IReadOnlyList<byte[]?>> ReadStorageAsync(
        string key,
        IEnumerable<Hash32> blocks,
        EndpointTrail trail,
        CancellationToken cancellation
    ) =>
        _client.AskAsync(
            trail,
            [.. blocks.Select(hash => new RpcCall("state_getStorage", key, hash))],
            SubstrateClient.ReadStorage,
            cancellation
        );

    /// <summary>Down to whole seconds. Block 0 has no time of its own.</summary>
    private DateTime TimeOf(byte[]? value, long block)
    {
        ulong milliseconds = value is { Length: sizeof(ulong) } ? BinaryPrimitives.ReadUInt64LittleEndian(value) : 0;
        return block == 0 || milliseconds is > 0 and <= TimeMax
            ? DateTime.UnixEpoch.AddSeconds(milliseconds / 1000)
            : throw Lie($"it has no time of block {block}");
    }

    private static IEnumerable<long> Numbers(long from, long to)
    {
        for (long number = from; number <= to; number++)
        {
            yield return number;
        }
    }

    private RpcException Lie(string what) => new($"{_client.Name} contradicts itself: {what}.", isTransient: true);
}
