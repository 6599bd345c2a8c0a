using System.Text.Json;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <summary>A chain as one endpoint shows it; passing failures are retried here.</summary>
/// <remarks>Every method throws <see cref="RpcException"/> once the retries are used up.</remarks>
public sealed class ChainSource(RpcClient client, RetryPolicy retry)
{
    /// <summary>Block headers asked for in one batch.</summary>
    public const int HeadersPerBatch = 200;

    /// <summary>Addresses in one log filter.</summary>
    public const int AddressesPerCall = 500;

    private const string GetBlock = "eth_getBlockByNumber";
    private const string GetLogs = "eth_getLogs";
    private const string Latest = "latest";
    private const string Finalized = "finalized";

    /// <summary>Scheme, host and port of the endpoint.</summary>
    public string Name => client.Name;

    public async Task<long> ReadChainIdAsync(CancellationToken cancellation) =>
        await CallAsync("eth_chainId", result => Hex.ToLong(result.GetString() ?? ""), cancellation);

    /// <summary>The newest block that the endpoint has.</summary>
    public Task<BlockHeader> ReadHeadAsync(CancellationToken cancellation) =>
        CallAsync(GetBlock, SourceJson.ReadHeader, cancellation, Latest, false);

    /// <summary>The newest block that cannot be replaced; null if the endpoint does not know the tag.</summary>
    public async Task<BlockHeader?> ReadFinalizedAsync(CancellationToken cancellation)
    {
        try
        {
            return await CallAsync(
                GetBlock,
                block => block.ValueKind == JsonValueKind.Null ? (BlockHeader?)null : SourceJson.ReadHeader(block),
                cancellation,
                Finalized,
                false
            );
        }
        catch (RpcException exception) when (UnservedCall.IsCauseOf(exception))
        {
            return null;
        }
    }

    /// <summary>The block at a height as of now; null if the endpoint has none.</summary>
    public async Task<BlockHeader?> FindHeaderAsync(long number, CancellationToken cancellation)
    {
        try
        {
            return await CallAsync(
                GetBlock,
                block => block.ValueKind == JsonValueKind.Null ? (BlockHeader?)null : SourceJson.ReadHeader(block),
                cancellation,
                Hex.Quantity(number),
                false
            );
        }
        catch (RpcException exception) when (!exception.IsTransient)
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
            var filter = new
            {
                blockHash = block.ToString(),
                address = some.Select(contract => contract.ToString()).ToArray(),
            };
            await retry.RunAsync(() => ReadLogsOnceAsync(filter, logs, cancellation), cancellation);
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
                await retry.RunAsync(() => ReadHeaderBatchAsync(first, count, cancellation), cancellation)
            );
        }

        return headers;
    }

    /// <summary>All logs that the contracts wrote in a range, in no order. Halves the range while the endpoint finds
    /// the reply too large.</summary>
    public async Task<LogColumns> ReadLogsAsync(
        IReadOnlyList<Address> contracts,
        BlockRange range,
        CancellationToken cancellation
    )
    {
        LogColumns logs = LogColumnsPool.Rent();
        foreach (Address[] some in contracts.Chunk(AddressesPerCall))
        {
            await ReadLogsAsync(some, range, logs, cancellation);
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
        CallAsync(
            "eth_getBlockByHash",
            result =>
            {
                BlockHeader header = SourceJson.ReadHeader(result);
                verify(Name, header);
                return header;
            },
            cancellation,
            block.ToString(),
            false
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
    )
    {
        return retry.RunAsync(ReadOnceAsync, cancellation);

        async Task<int> ReadOnceAsync()
        {
            await client.ReadAsync("eth_getBlockReceipts", ReadReceipts, cancellation, block.Hash.ToString());
            verify(Name);
            return receipts.Count;
        }

        void ReadReceipts(ref Utf8JsonReader result) => ReceiptJson.Read(ref result, block, receipts);
    }

    /// <summary>Whether a contract's code is there at the head: full nodes drop the state of older blocks.</summary>
    public async Task<bool> HasCodeAsync(Address contract, CancellationToken cancellation) =>
        await CallAsync(
            "eth_getCode",
            result => Hex.Bytes(result.GetString() ?? "").Length > 0,
            cancellation,
            contract.ToString(),
            Latest
        );

    /// <summary>What a contract answers to a call; null if its code fails.</summary>
    /// <param name="block">The state after this block, which full nodes drop; null for the head.</param>
    public async Task<byte[]?> CallContractAsync(
        Address contract,
        byte[] data,
        CancellationToken cancellation,
        long? block = null
    )
    {
        try
        {
            return await CallAsync(
                "eth_call",
                result => Hex.Bytes(result.GetString() ?? ""),
                cancellation,
                new { to = contract.ToString(), data = Hex.From(data) },
                block is { } number ? Hex.Quantity(number) : Latest
            );
        }
        catch (RpcException exception) when (!exception.IsTransient && FailedCall.IsCauseOf(exception))
        {
            return null;
        }
    }

    private async Task ReadLogsAsync(
        Address[] contracts,
        BlockRange range,
        LogColumns logs,
        CancellationToken cancellation
    )
    {
        try
        {
            await retry.RunAsync(() => ReadLogsOnceAsync(contracts, range, logs, cancellation), cancellation);
            return;
        }
        catch (RpcException exception) when (range.Count > 1 && TooLargeReply.IsCauseOf(exception))
        {
            // Fall through: the halves are asked for below.
        }

        long middle = range.From + (range.Count / 2) - 1;
        await ReadLogsAsync(contracts, new BlockRange(range.From, middle), logs, cancellation);
        await ReadLogsAsync(contracts, new BlockRange(middle + 1, range.To), logs, cancellation);
    }

    private Task<int> ReadLogsOnceAsync(
        Address[] contracts,
        BlockRange range,
        LogColumns logs,
        CancellationToken cancellation
    )
    {
        var filter = new
        {
            fromBlock = Hex.Quantity(range.From),
            toBlock = Hex.Quantity(range.To),
            address = contracts.Select(contract => contract.ToString()).ToArray(),
        };
        return ReadLogsOnceAsync(filter, logs, cancellation);
    }

    /// <returns>How many were added; none after an exception.</returns>
    private async Task<int> ReadLogsOnceAsync(object filter, LogColumns logs, CancellationToken cancellation)
    {
        int countBefore = logs.Count;
        try
        {
            await client.ReadAsync(GetLogs, ReadLogs, cancellation, filter);
            return logs.Count - countBefore;
        }
        catch
        {
            logs.Truncate(countBefore);
            throw;
        }

        void ReadLogs(ref Utf8JsonReader result) => LogJson.Read(ref result, logs);
    }

    private async Task<List<BlockHeader>> ReadHeaderBatchAsync(long from, int count, CancellationToken cancellation)
    {
        List<RpcCall> calls = [];
        for (int offset = 0; offset < count; offset++)
        {
            calls.Add(new RpcCall(GetBlock, Hex.Quantity(from + offset), false));
        }

        IReadOnlyList<JsonElement> results = await client.CallBatchAsync(calls, cancellation);
        return SourceJson.Read(client, GetBlock, () => results.Select(SourceJson.ReadHeader).ToList());
    }

    private Task<T> CallAsync<T>(
        string method,
        Func<JsonElement, T> read,
        CancellationToken cancellation,
        params object?[] parameters
    ) =>
        retry.RunAsync(
            async () =>
            {
                JsonElement result = await client.CallAsync(method, cancellation, parameters);
                return SourceJson.Read(client, method, () => read(result));
            },
            cancellation
        );
}
