using System.Text.Json;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <summary>Reads logs of a range in pieces as large as the endpoint that is asked answers.</summary>
internal sealed class LogReader(EndpointPool pool, EndpointTrail trail)
{
    private const string GetLogs = "eth_getLogs";

    /// <summary>Adds all logs that the contracts wrote in one block, named by its hash.</summary>
    /// <exception cref="RpcException">No endpoint answers.</exception>
    public Task ReadAsync(Address[] contracts, Hash32 block, LogColumns logs, CancellationToken cancellation)
    {
        var filter = new { blockHash = block.ToString(), address = AddressesOf(contracts) };
        return pool.AskAsync(
            new Question(GetLogs),
            trail,
            endpoint => SendAsync(endpoint, filter, logs, cancellation),
            cancellation
        );
    }

    /// <summary>Adds all logs that the contracts wrote in a range, in no order.</summary>
    /// <exception cref="RpcException">No endpoint answers.</exception>
    public async Task ReadAsync(Address[] contracts, BlockRange range, LogColumns logs, CancellationToken cancellation)
    {
        var question = new Question(GetLogs) { Block = range.To };
        for (long from = range.From; from <= range.To; )
        {
            var rest = new BlockRange(from, range.To);
            from =
                1
                + await pool.AskAsync(
                    question,
                    trail,
                    endpoint => ReadPieceAsync(endpoint, contracts, rest, logs, cancellation),
                    cancellation
                );
        }
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
                await SendAsync(endpoint, filter, logs, cancellation);
                endpoint.Limits.Succeed(count);
                return to;
            }
            catch (RpcException exception) when (count > 1 && TooLargeReply.IsCauseOf(exception))
            {
                endpoint.Limits.Learn(count, TooLargeReply.HintIn(exception));
            }
        }
    }

    /// <returns>How many were added; none after an exception.</returns>
    private static Task<int> SendAsync(
        Endpoint endpoint,
        object filter,
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
                await client.ReadAsync(GetLogs, ReadLogs, cancellation, filter);
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
