using System.Text.Json;
using Souk.Indexer.Encodings;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Cosmos;

/// <summary>What one block did.</summary>
/// <param name="Before">Events before the first transaction.</param>
/// <param name="Transactions">In the block's order.</param>
/// <param name="After">Events after the last transaction.</param>
/// <param name="Root">What last_results_hash of the next header must be.</param>
internal sealed record BlockResults(
    long Height,
    IReadOnlyList<CosmosEvent> Before,
    IReadOnlyList<TransactionResult> Transactions,
    IReadOnlyList<CosmosEvent> After,
    Hash32 Root
)
{
    /// <summary>By this attribute the SDK tells in one list what came before transactions and what after.</summary>
    private const string ModeKey = "mode";

    /// <param name="json">What `block_results` answers.</param>
    /// <exception cref="FormatException">It is no answer of the dialect.</exception>
    public static BlockResults Read(JsonElement json, CosmosDialect dialect)
    {
        string other = dialect.HasFinalizeEvents ? "begin_block_events" : "finalize_block_events";
        if (CosmosJson.Items(json, other).Any())
        {
            throw new FormatException($"it has {other}, which the node's version does not write");
        }

        List<CosmosEvent> first = EventsOf(
            json,
            dialect.HasFinalizeEvents ? "finalize_block_events" : "begin_block_events"
        );
        List<JsonElement> results = [.. CosmosJson.Items(json, "txs_results")];
        return new BlockResults(
            CosmosJson.Number(json, "height"),
            dialect.HasFinalizeEvents ? [.. first.Where(IsBefore)] : first,
            [
                .. results.Select(result => new TransactionResult(
                    CosmosJson.Number(result, "code", absent: 0),
                    EventsOf(result, "events")
                )),
            ],
            dialect.HasFinalizeEvents ? [.. first.Where(item => !IsBefore(item))] : EventsOf(json, "end_block_events"),
            HashTree.RootOf([.. results.Select(LeafOf)])
        );

        List<CosmosEvent> EventsOf(JsonElement from, string name) =>
            [.. CosmosJson.Items(from, name).Select(item => CosmosEvent.Read(item, dialect))];
    }

    private static bool IsBefore(CosmosEvent item) => item.Find(ModeKey) == "BeginBlock";

    /// <summary>What consensus agrees on of a result: not its events.</summary>
    private static byte[] LeafOf(JsonElement result) =>
        new ProtoWriter()
            .Number(1, CosmosJson.Number(result, "code", absent: 0))
            .Bytes(
                2,
                result.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.String
                    ? Convert.FromBase64String(data.GetString()!)
                    : []
            )
            .Number(5, CosmosJson.Number(result, "gas_wanted", absent: 0))
            .Number(6, CosmosJson.Number(result, "gas_used", absent: 0))
            .ToArray();
}

/// <param name="Code">0 where the transaction did what it should.</param>
internal sealed record TransactionResult(long Code, IReadOnlyList<CosmosEvent> Events);
