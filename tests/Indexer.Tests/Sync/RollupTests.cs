using Souk.DuckDb;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Traces;

namespace Souk.Indexer.Tests.Sync;

/// <summary>Rollups hold what their views say of the facts, however these came, were replaced or mapped anew.</summary>
public sealed class RollupTests
{
    /// <summary>Each item that the stall sells is made of the one before, and is paid for.</summary>
    private const string Mapping = """
        -- Who was paid for which item?
        insert into market.payment
        select
            s.chain_id, s.block_number, s.log_index, s.transaction_index, s.time, $system, 'price', s.contract_id, s.buyer,
            s.contract_id, s.price, 'bazaar/' || s.item, 'internal', null
        from event.bazaar_stall_sold s
        where s.chain_id = $chain_id
            and s.block_number between $from_block and $to_block
            and s.item like 'item %';

        -- What is it made of?
        insert into market.provenance
        select
            s.chain_id, s.block_number, s.log_index, s.time, $system, 'bazaar/' || s.item, 'was_derived_from',
            'bazaar/item ' || (s.block_number - 3), 1, 'log', 1000000
        from event.bazaar_stall_sold s
        where s.chain_id = $chain_id
            and s.block_number between $from_block and $to_block
            and s.item like 'item %';
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Rows_are_those_of_the_views_whatever_the_size_of_ranges(int rangeBlocksMax)
    {
        using var market = new ScriptedMarket();
        File.WriteAllText(Path.Combine(market.Folder, "bazaar.sql"), Mapping);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        await market.IndexAsync(warehouse, rangeBlocksMax);

        PaidBlocks(warehouse).ShouldBe([6, 15, 18, 21, 24, 27, 30, 33, 36, 39]);
        Coins(warehouse, "bazaar/item 39").ShouldBe("39 36 33 30 27 24 21 18 15");
        CheckViews(warehouse);
    }

    [Fact]
    public async Task A_reorg_takes_the_rows_of_removed_blocks_and_no_others()
    {
        using var market = new ScriptedMarket();
        File.WriteAllText(Path.Combine(market.Folder, "bazaar.sql"), Mapping);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse);
        await sync.RunAsync(progress: null, CancellationToken.None);
        Coins(warehouse, "bazaar/item 36").ShouldBe("36 33 30 27 24 21 18 15");

        // The new blocks have transfers only: items 36 and 39 were never sold.
        market.Replace(removedCount: 5, minedCount: 8, "second");
        SyncResult result = await sync.RunAsync(progress: null, CancellationToken.None);

        result.ReorgCount.ShouldBe(1);
        PaidBlocks(warehouse).ShouldBe([6, 15, 18, 21, 24, 27, 30, 33]);
        Lineage.Find(warehouse.Connection, "bazaar/item 36").ShouldBeNull();
        Coins(warehouse, "bazaar/item 33").ShouldBe("33 30 27 24 21 18 15");
        CheckViews(warehouse);
    }

    [Fact]
    public async Task A_mapping_run_anew_fills_them_anew()
    {
        using var market = new ScriptedMarket();
        File.WriteAllText(Path.Combine(market.Folder, "bazaar.sql"), Mapping);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);
        File.WriteAllText(
            Path.Combine(market.Folder, "bazaar.sql"),
            Mapping.Replace("s.price, 'bazaar/'", "s.price * 2, 'bazaar/'", StringComparison.Ordinal)
        );

        new Redecoder(market.Manifests, warehouse, TimeProvider.System).Run(progress: null, CancellationToken.None);

        Coins(warehouse, "bazaar/item 21").ShouldBe("42 36 30");
        CheckViews(warehouse);
    }

    private static List<long> PaidBlocks(WarehouseFile warehouse) =>
        warehouse.Connection.Query(
            "select block_number from rollup.part where role = 'price' order by all",
            row => row.GetInt64(0)
        );

    /// <summary>What was paid for an asset and each that it is made of, in that order.</summary>
    private static string Coins(WarehouseFile warehouse, string asset) =>
        string.Join(
            ' ',
            Lineage
                .Find(warehouse.Connection, asset)!
                .Parts.SelectMany(part => part.Parties.SelectMany(party => party.Receipts.Select(got => got.Amount)))
        );

    private static void CheckViews(WarehouseFile warehouse)
    {
        foreach (string table in new[] { "made_of", "part" })
        {
            foreach ((string one, string other) in new[] { (table, table + "_told"), (table + "_told", table) })
            {
                warehouse
                    .Connection.Scalar<long>(
                        $"select count(*) from (select columns(*)::varchar from rollup.{one} except all select columns(*)::varchar from rollup.{other})"
                    )
                    .ShouldBe(0, $"{one} beyond {other}");
            }
        }
    }
}
