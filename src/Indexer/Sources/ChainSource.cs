using System.Collections.Concurrent;
using System.Text.Json;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <summary>A chain as its endpoints show it: what one cannot answer the next one is asked, and passing failures are
/// retried.</summary>
/// <remarks>Every method throws <see cref="RpcException"/> once no endpoint is left and the retries are used up.</remarks>
public sealed partial class ChainSource
{
    /// <summary>Block headers asked for in one batch.</summary>
    public const int HeadersPerBatch = 200;

    /// <summary>Addresses in one log filter.</summary>
    public const int AddressesPerCall = 500;

    private const string GetBlock = EndpointCalls.GetBlock;
    private const string GetBlockByHash = "eth_getBlockByHash";
    private const string Latest = "latest";
    private const string Finalized = "finalized";

    private readonly EndpointPool _pool;
    private readonly EndpointTrail _trail;

    /// <summary>First topics by contract, where not all logs are wanted.</summary>
    private readonly ConcurrentDictionary<Address, Hash32[]> _kept;
    private readonly long _logBytesMax;
    private readonly ReceiptReader _receipts;
    private readonly LogReader _logs;

    /// <summary>A chain with one endpoint.</summary>
    /// <param name="requestsPerSecond">Null for no limit but the endpoint's own.</param>
    public ChainSource(RpcClient client, RetryPolicy retry, double? requestsPerSecond = null)
        : this(new EndpointPool([new Endpoint(client, retry.Time, requestsPerSecond)], retry)) { }

    /// <param name="logBytesMax">Memory that the logs of one read of several blocks may need.</param>
    internal ChainSource(EndpointPool pool, long logBytesMax = long.MaxValue)
        : this(pool, [], logBytesMax, new EndpointTrail()) { }

    private ChainSource(
        EndpointPool pool,
        ConcurrentDictionary<Address, Hash32[]> kept,
        long logBytesMax,
        EndpointTrail trail
    )
    {
        _pool = pool;
        _kept = kept;
        _logBytesMax = logBytesMax;
        _trail = trail;
        _receipts = new ReceiptReader(pool, _trail);
        _logs = new LogReader(pool, _trail, _receipts, kept, logBytesMax);
    }

    /// <summary>Scheme, host and port of the endpoint; of several, those that answered so far, or all if none did.
    /// </summary>
    public string Name => _trail.Answered is { Count: > 0 } answered ? EndpointPool.NamesOf(answered) : _pool.Name;

    /// <summary>Whether there is another endpoint to ask.</summary>
    public bool HasSeveral => _pool.Endpoints.Count > 1;

    /// <summary>The widest range of logs that some endpoint answers in one call, as far as is known.</summary>
    internal RangeCaps Caps => RangeCaps.WidestOf(_pool.Endpoints);

    /// <summary>The same chain for questions that belong together: one endpoint answers them all, as long as it can.
    /// </summary>
    public ChainSource Fork() => Fork(long.MaxValue);

    /// <summary>As the other one; reading more logs than the limit, of several blocks, throws
    /// <see cref="TooManyLogsException"/>.</summary>
    internal ChainSource Fork(long logBytesMax) => new(_pool, _kept, logBytesMax, new EndpointTrail());

    /// <summary>The same chain for some of the questions that belong together: only who answers these is named, suspected or
    /// contradicted by it.</summary>
    internal ChainSource Part() => new(_pool, _kept, _logBytesMax, new EndpointTrail(_trail));

    /// <summary>Answers do not fit together: those who gave them are asked last for a while.</summary>
    public void Suspect()
    {
        // The one that answered first, and so gave most, is asked last of all.
        foreach ((int place, Endpoint endpoint) in _trail.Answered.Reverse().Index())
        {
            endpoint.Health.Suspect(place);
        }
    }

    /// <summary>Hashes disprove what was answered: it is counted, and those who answered are asked last for a while.
    /// </summary>
    public void Contradict(IReadOnlyList<string> claims)
    {
        _pool.Contradictions.Add(Name, claims);
        Suspect();
    }

    /// <summary>Who was caught so far, on this chain.</summary>
    public IReadOnlyList<EndpointContradictions> Contradictions => _pool.Contradictions.Read();

    /// <summary>The same chain as endpoints show it that answered nothing so far; null if there is none.</summary>
    public ChainSource? Others() =>
        _pool.Without(_trail.Answered) is { } others
            ? new ChainSource(others, _kept, long.MaxValue, new EndpointTrail())
            : null;

    /// <summary>Of a contract only logs with these first topics are wanted: where it wrote more than an endpoint gives at
    /// once it is asked for by topic.</summary>
    public void Keep(Address contract, IReadOnlyCollection<Hash32> topics) => _kept[contract] = [.. topics];

    public async Task<long> ReadChainIdAsync(CancellationToken cancellation) =>
        await CallAsync("eth_chainId", result => Hex.ToLong(result.GetString() ?? ""), cancellation);

    /// <summary>The block at a height as of now; null if no endpoint has one.</summary>
    public async Task<BlockHeader?> FindHeaderAsync(long number, CancellationToken cancellation)
    {
        try
        {
            return await CallAsync(
                GetBlock,
                block => SourceJson.ReadHeader(block, number, isTransient: false),
                cancellation,
                Hex.Quantity(number),
                false
            );
        }
        catch (RpcException exception)
            when (exception.IsAbsent || FailureKinds.Of(exception) is FailureKind.Absent or FailureKind.Unserved)
        {
            return null;
        }
    }

    /// <summary>All logs that the contracts wrote in one block, which is named by its hash: no other block's logs are
    /// taken for them.</summary>
    public async Task<LogColumns> ReadLogsAsync(
        IReadOnlyList<Address> contracts,
        Hash32 block,
        CancellationToken cancellation
    )
    {
        LogColumns logs = LogColumnsPool.Rent();
        foreach (Address[] some in contracts.Chunk(AddressesPerCall))
        {
            await _logs.ReadAsync(some, block, logs, cancellation);
        }

        return logs;
    }

    /// <summary>The headers of a range, in order.</summary>
    public async Task<IReadOnlyList<BlockHeader>> ReadHeadersAsync(BlockRange range, CancellationToken cancellation)
    {
        List<BlockHeader> headers = new((int)range.Count);
        for (long from = range.From; from <= range.To; from += HeadersPerBatch)
        {
            int count = (int)Math.Min(HeadersPerBatch, range.To - from + 1);
            long first = from;
            headers.AddRange(
                await _pool.AskAsync(
                    new Question(GetBlock),
                    _trail,
                    endpoint => endpoint.ReadHeadersAsync(first, count, cancellation),
                    cancellation
                )
            );
        }

        return headers;
    }

    /// <summary>All logs that the contracts wrote in a range, in no order. Smaller ranges are
    /// asked for where a reply is too large.</summary>
    public async Task<LogColumns> ReadLogsAsync(
        IReadOnlyList<Address> contracts,
        BlockRange range,
        CancellationToken cancellation
    )
    {
        LogColumns logs = LogColumnsPool.Rent();
        foreach (Address[] some in contracts.Chunk(AddressesPerCall))
        {
            await _logs.ReadAsync(some, range, logs, cancellation);
        }

        return logs;
    }

    /// <summary>A block by its hash.</summary>
    /// <param name="verify">Takes the endpoint's name and the header; throws a transient <see cref="RpcException"/> for one
    /// that is to be asked for again.</param>
    public Task<BlockHeader> ReadHeaderAsync(
        Hash32 block,
        Action<string, BlockHeader> verify,
        CancellationToken cancellation
    ) =>
        _pool.AskAsync(
            new Question(GetBlockByHash),
            _trail,
            endpoint =>
                endpoint.CallAsync(
                    GetBlockByHash,
                    result =>
                    {
                        BlockHeader header = SourceJson.ReadHeader(result, block);
                        verify(endpoint.Name, header);
                        return header;
                    },
                    cancellation,
                    block.ToString(),
                    false
                ),
            cancellation
        );

    /// <summary>All receipts of a block, which is named by its hash.</summary>
    /// <param name="receipts">What is read; cleared first.</param>
    /// <param name="verify">Takes the endpoint's name; throws a transient <see cref="RpcException"/> for receipts that are
    /// to be asked for again.</param>
    public Task ReadReceiptsAsync(
        BlockHeader block,
        ReceiptColumns receipts,
        Action<string> verify,
        CancellationToken cancellation
    ) => _receipts.ReadAsync(block, receipts, verify, cancellation);

    private Task<T> CallAsync<T>(
        string method,
        Func<JsonElement, T> read,
        CancellationToken cancellation,
        params object?[] parameters
    ) =>
        _pool.AskAsync(
            new Question(method),
            _trail,
            endpoint => endpoint.CallAsync(method, read, cancellation, parameters),
            cancellation
        );
}
