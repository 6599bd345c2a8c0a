using System.Text.Json.Nodes;
using Souk.DuckDb;
using Souk.Indexer.Proofs;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

/// <summary>One block in which one contract wrote more logs than the endpoint gives at once; it serves no receipts.
/// </summary>
public sealed class TopicSplitTests
{
    private const string Burnt = "Burnt(address who)";
    private const string Minted = "Minted(address who)";

    /// <summary>Six logs in final block 1, nine blocks above it; the endpoint gives three at once.</summary>
    private static ScriptedMarket Crowded()
    {
        var market = new ScriptedMarket();
        market.Chain.RollBack(ScriptedMarket.BlockCount - 1);
        market.ManifestText = market
            .ManifestText.Replace("value)\"]", $"value)\", \"{Burnt}\", \"{Minted}\"]")
            .Replace("  token:\n", "  token:\n    only: [Transfer, Burnt, Minted]\n");
        ScriptedLog burnt = ScriptedLog.Of(ScriptedMarket.Token, Burnt, ScriptedMarket.Alice);
        ScriptedLog minted = ScriptedLog.Of(ScriptedMarket.Token, Minted, ScriptedMarket.Alice);
        ScriptedLog transfer = ScriptedLog.Of(
            ScriptedMarket.Token,
            ScriptedMarket.Transfer,
            ScriptedMarket.Alice,
            ScriptedMarket.Shop,
            9
        );
        market.Chain.Mine("crowd", burnt, transfer, minted, transfer, burnt, transfer);
        for (int count = 0; count < 20; count++)
        {
            market.Chain.Mine("crowd");
        }

        return market;
    }

    [Theory]
    [InlineData(0, new[] { 3, 1, 2 })]
    // A hot block is asked for by its number, and then by its hash.
    [InlineData(30, new[] { 3, 1, 2, 3, 1, 2 })]
    public async Task It_is_asked_for_by_first_topic_and_put_together_in_order(int finalityDepth, int[] asked)
    {
        using ScriptedMarket market = Crowded();
        using WarehouseFile whole = WarehouseFile.Open(WarehouseFile.InMemory);
        await IndexAsync(market, whole, finalityDepth);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        market.Chain.LogsMax = 3;
        List<int> topicCounts = [];
        market.Chain.OnFilter = filter =>
        {
            if (filter["topics"] is JsonArray topics)
            {
                topicCounts.Add(topics[0]!.AsArray().Count);
            }
        };

        await IndexAsync(market, warehouse, finalityDepth);

        topicCounts.ShouldBe(asked);
        warehouse
            .Connection.Query("select log_index from chain.log where block_number = 1", row => row.GetInt32(0))
            .ShouldBe([0, 1, 2, 3, 4, 5]);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(WarehouseDigest.Compute(whole.Connection));
    }

    /// <summary>Where all logs are stored, those of unknown events could not be asked for: that is refused.</summary>
    [Fact]
    public async Task A_kind_that_keeps_all_its_logs_is_not_read_in_part()
    {
        using ScriptedMarket market = Crowded();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        market.ManifestText = market.ManifestText.Replace("    only: [Transfer, Burnt, Minted]\n", "");
        market.Chain.LogsMax = 3;

        RpcException exception = await Should.ThrowAsync<RpcException>(() => IndexAsync(market, warehouse, 0));

        exception.Message.ShouldContain($"Logs of contract {ScriptedMarket.Token} in block 1");
        exception.Message.ShouldContain("'only'");
        warehouse.Connection.Scalar<long>("select count(*) from chain.range").ShouldBe(0);
    }

    /// <summary>An endpoint that does not look at the topics gives each log in both halves.</summary>
    [Fact]
    public async Task What_comes_in_two_parts_is_refused_as_a_double()
    {
        using ScriptedMarket market = Crowded();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        market.Chain.OnFilter = filter =>
        {
            bool isHalf = filter["topics"] is JsonArray topics && topics[0]!.AsArray().Count < 3;
            market.Chain.LogsMax = isHalf ? 100 : 3;
            filter.AsObject().Remove("topics");
        };

        SyncException exception = await Should.ThrowAsync<SyncException>(() => IndexAsync(market, warehouse, 0));

        exception.Message.ShouldContain("of block 1 came twice");
    }

    private static async Task IndexAsync(ScriptedMarket market, WarehouseFile warehouse, int finalityDepth)
    {
        using ManifestSync sync = await market.OpenAsync(
            warehouse,
            ScriptedMarket.Options() with
            {
                Proof = ProofLevel.None,
                FinalityDepth = finalityDepth,
            }
        );
        await sync.RunAsync(progress: null, CancellationToken.None);
    }
}
