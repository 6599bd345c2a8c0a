using System.Text.Json;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Sources;

/// <summary>Reads all receipts of blocks, which are named by their hash.</summary>
internal sealed class ReceiptReader(EndpointPool pool, EndpointTrail trail)
{
    private const string GetReceipts = "eth_getBlockReceipts";

    /// <param name="receipts">What is read; cleared first.</param>
    /// <param name="verify">Takes the endpoint's name; throws a transient <see cref="RpcException"/> for receipts that are
    /// to be asked for again.</param>
    /// <exception cref="RpcException">No endpoint answers.</exception>
    public Task ReadAsync(
        BlockHeader block,
        ReceiptColumns receipts,
        Action<string> verify,
        CancellationToken cancellation
    )
    {
        return pool.AskAsync(
            new Question(GetReceipts),
            trail,
            endpoint => endpoint.SendAsync(GetReceipts, callCount: 1, ReadOnceAsync, cancellation),
            cancellation
        );

        async Task<int> ReadOnceAsync(RpcClient client)
        {
            bool isThere = true;
            await client.ReadAsync(
                GetReceipts,
                ReadReceipts,
                RpcClient.ReplyBytesMax,
                cancellation,
                block.Hash.ToString()
            );
            if (!isThere)
            {
                throw Absent(client, block);
            }

            verify(client.Name);
            return receipts.Count;

            void ReadReceipts(ref Utf8JsonReader result)
            {
                isThere = result.TokenType != JsonTokenType.Null;
                if (isThere)
                {
                    ReceiptJson.Read(ref result, block, receipts);
                }
            }
        }
    }

    private static RpcException Absent(RpcClient client, BlockHeader block) =>
        new(
            $"{GetReceipts} at {client.Name}: it does not have block {block.Number} with hash {block.Hash}: that header is "
                + "false, or another block took its place.",
            isTransient: true
        )
        {
            IsAbsent = true,
        };
}
