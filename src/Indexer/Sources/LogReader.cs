using System.Text.Json;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <summary>Reads logs of a range in pieces as large as the endpoint that is asked answers.</summary>
/// <param name="kept">First topics by contract, where not all of its logs are wanted.</param>
/// <param name="bytesMax">Memory that the logs of several blocks may need.</param>
internal sealed class LogReader(
    EndpointPool pool,
    EndpointTrail trail,
    ReceiptReader receipts,
    IReadOnlyDictionary<Address, Hash32[]> kept,
    long bytesMax
)
{
    /// <summary>Longest reply with logs of several blocks; a longer one is asked for in parts.</summary>
    public const int ReplyBytesMax = 16 << 20;

    private const string GetLogs = "eth_getLogs";

    /// <summary>Adds all logs that the contracts wrote in one block, named by its hash.</summary>
    /// <exception cref="RpcException">No endpoint answers.</exception>
    public Task ReadAsync(Address[] contracts, Hash32 block, LogColumns logs, CancellationToken cancellation) =>
        ReadBlockAsync(new BlockLogsFilter(block, contracts), logs, cancellation);

    /// <summary>Adds all logs that the contracts wrote in a range, in no order.</summary>
    /// <exception cref="RpcException">No endpoint answers.</exception>
    /// <exception cref="TooManyLogsException">They need more memory than they may, and fewer blocks were enough.
    /// </exception>
    public async Task ReadAsync(Address[] contracts, BlockRange range, LogColumns logs, CancellationToken cancellation)
    {
        var question = new Question(GetLogs) { Block = range.To };
        for (long from = range.From; from <= range.To; from++)
        {
            var rest = new BlockRange(from, range.To);
            try
            {
                from = await pool.AskAsync(
                    question,
                    trail,
                    endpoint => ReadPieceAsync(endpoint, contracts, rest, logs, cancellation),
                    cancellation
                );
            }
            catch (RpcException refusal) when (FailureKinds.Of(refusal) == FailureKind.TooLarge)
            {
                await ReadBlockAsync(contracts, from, logs, refusal, cancellation);
            }

            if (logs.ByteCount > bytesMax && from < range.To)
            {
                throw new TooManyLogsException($"Blocks {range} have logs of more than {bytesMax} bytes.");
            }
        }
    }

    /// <summary>Reads a block of which no endpoint gives all logs at once: from its receipts, or in parts.</summary>
    private async Task ReadBlockAsync(
        Address[] contracts,
        long block,
        LogColumns logs,
        RpcException refusal,
        CancellationToken cancellation
    )
    {
        if (!await TryReadReceiptsAsync(contracts, block, logs, cancellation))
        {
            await ReadPartsAsync(new BlockLogsFilter(block, contracts), logs, refusal, cancellation);
        }
    }

    private async Task ReadBlockAsync(BlockLogsFilter filter, LogColumns logs, CancellationToken cancellation)
    {
        try
        {
            await pool.AskAsync(
                new Question(GetLogs) { Block = filter.Number },
                trail,
                endpoint => SendAsync(endpoint, filter.ToJson(), RpcClient.ReplyBytesMax, logs, cancellation),
                cancellation
            );
        }
        catch (RpcException refusal) when (FailureKinds.Of(refusal) == FailureKind.TooLarge)
        {
            await ReadPartsAsync(filter, logs, refusal, cancellation);
        }
    }

    private async Task ReadPartsAsync(
        BlockLogsFilter filter,
        LogColumns logs,
        RpcException refusal,
        CancellationToken cancellation
    )
    {
        foreach (BlockLogsFilter part in filter.Split(kept) ?? throw TooMany(filter, refusal))
        {
            await ReadBlockAsync(part, logs, cancellation);
        }
    }

    private static RpcException TooMany(BlockLogsFilter filter, RpcException refusal) =>
        new(
            $"{filter} are more than an endpoint gives at once, and none serves the block's receipts. Add an endpoint that "
                + "does"
                + (
                    filter.Topics is null
                        ? ", or name the kind's events with 'only' to have them asked for one by one. "
                        : ". "
                )
                + refusal.Message,
            isTransient: false
        )
        {
            Code = refusal.Code,
        };

    private async Task<bool> TryReadReceiptsAsync(
        Address[] contracts,
        long block,
        LogColumns logs,
        CancellationToken cancellation
    )
    {
        var all = new ReceiptColumns();
        try
        {
            List<BlockHeader> headers = await pool.AskAsync(
                new Question(EndpointCalls.GetBlock),
                trail,
                endpoint => endpoint.ReadHeadersAsync(block, count: 1, cancellation),
                cancellation
            );
            await receipts.ReadAsync(headers[0], all, _ => { }, cancellation);
        }
        catch (RpcException exception)
            when (FailureKinds.Of(exception) is FailureKind.Unserved or FailureKind.TooLarge or FailureKind.Absent)
        {
            return false;
        }

        for (int log = 0; log < all.Logs.Count; log++)
        {
            if (contracts.Contains(all.Logs.Addresses[log]))
            {
                logs.Add(all.Logs.HeadOf(log), all.Logs.TopicsOf(log), all.Logs.DataOf(log));
            }
        }

        return true;
    }

    /// <summary>Reads as many blocks from the range's first on as the endpoint answers.</summary>
    /// <returns>The last block that was read.</returns>
    private static async Task<long> ReadPieceAsync(
        Endpoint endpoint,
        Address[] contracts,
        BlockRange rest,
        LogColumns logs,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            long count = endpoint.Limits.BlocksOf(rest.Count);
            long to = rest.From + count - 1;
            var filter = new
            {
                fromBlock = Hex.Quantity(rest.From),
                toBlock = Hex.Quantity(to),
                address = AddressesOf(contracts),
            };
            try
            {
                int replyBytesMax = count > 1 ? ReplyBytesMax : RpcClient.ReplyBytesMax;
                await SendAsync(endpoint, filter, replyBytesMax, logs, cancellation);
                endpoint.Limits.Succeed(count);
                return to;
            }
            catch (RpcException exception) when (count > 1 && FailureKinds.Of(exception) == FailureKind.TooLarge)
            {
                endpoint.Limits.Learn(count, TooLargeReply.HintIn(exception));
            }
        }
    }

    /// <returns>How many were added; none after an exception.</returns>
    private static Task<int> SendAsync(
        Endpoint endpoint,
        object filter,
        int replyBytesMax,
        LogColumns logs,
        CancellationToken cancellation
    )
    {
        return endpoint.SendAsync(GetLogs, callCount: 1, SendOnceAsync, cancellation);

        async Task<int> SendOnceAsync(RpcClient client)
        {
            int countBefore = logs.Count;
            try
            {
                await client.ReadAsync(GetLogs, ReadLogs, replyBytesMax, cancellation, filter);
                return logs.Count - countBefore;
            }
            catch
            {
                logs.Truncate(countBefore);
                throw;
            }
        }

        void ReadLogs(ref Utf8JsonReader result) => LogJson.Read(ref result, logs);
    }

    private static string[] AddressesOf(Address[] contracts) => [.. contracts.Select(contract => contract.ToString())];
}
