using System.Security.Cryptography;
using System.Text.Json;
using Souk.Indexer.Encodings;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Cosmos;

/// <summary>The transactions of one block.</summary>
/// <param name="Bytes">Each as it was signed.</param>
/// <param name="Hashes">Each one's SHA-256, by which it is known.</param>
/// <param name="Root">What data_hash of the block's header must be.</param>
internal sealed record BlockTransactions(
    long Height,
    IReadOnlyList<byte[]> Bytes,
    IReadOnlyList<Hash32> Hashes,
    Hash32 Root
)
{
    public static BlockTransactions None(long height) => new(height, [], [], HashTree.Empty);

    /// <param name="json">What `block` answers.</param>
    /// <exception cref="FormatException">It is no block.</exception>
    public static BlockTransactions Read(JsonElement json)
    {
        JsonElement block = json.GetProperty("block");
        List<byte[]> bytes =
        [
            .. CosmosJson
                .Items(block.GetProperty("data"), "txs")
                .Select(text => Convert.FromBase64String(text.GetString() ?? "")),
        ];
        List<byte[]> hashes = [.. bytes.Select(transaction => SHA256.HashData(transaction))];
        return new BlockTransactions(
            CosmosJson.Number(block.GetProperty("header"), "height"),
            bytes,
            [.. hashes.Select(hash => Hash32.FromBytes(hash))],
            HashTree.RootOf(hashes)
        );
    }
}
