using Souk.DuckDb;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Traces;

namespace Souk.Indexer.Tests.Sync;

/// <summary>Rollups hold what their views say of the facts, however these came, were replaced or mapped anew.</summary>
public sealed class RollupTests
{
    private const int Week = 7 * 86_400;

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

    /// <summary>Blocks are a week apart, from 14 November 2023 on: the last of forty is of 13 August 2024.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Months_that_are_over_are_rolled_up_whatever_the_size_of_ranges(int rangeBlocksMax)
    {
        using var market = new ScriptedMarket(secondsPerBlock: Week);
        File.AppendAllText(Path.Combine(market.Folder, "bazaar.sql"), $"\n\n{Mapping}");
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        await market.IndexAsync(warehouse, rangeBlocksMax);

        RolledMonth(warehouse).ShouldBe("2024-08-01");
        // Items 6, 15, 18, … 36 are sold at their numbers; item 39 in the month that is not over.
        Earned(warehouse, "earning").ShouldBe("9 legs for 210");
        Earned(warehouse, "earning_of('bazaar', timestamp '9999-01-01')").ShouldBe("10 legs for 249");
        Earned(warehouse, "earning_of('bazaar', timestamp '2024-03-20')").ShouldBe("3 legs for 39");
        warehouse.Connection.Scalar<long>("select sum(received) from rollup.holding").ShouldBe(9);
        Balances(warehouse).ShouldBeEmpty();
        CheckViews(warehouse);
    }

    [Fact]
    public async Task A_reorg_over_the_end_of_a_month_rolls_it_up_anew()
    {
        using var market = new ScriptedMarket(secondsPerBlock: Week);
        File.AppendAllText(Path.Combine(market.Folder, "bazaar.sql"), $"\n\n{Mapping}");
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await market.OpenAsync(warehouse);
        await sync.RunAsync(progress: null, CancellationToken.None);

        // Blocks 35 to 39, from 16 July on, make way for blocks without sales up to 3 September.
        market.Replace(removedCount: 5, minedCount: 8, "second");
        (await sync.RunAsync(progress: null, CancellationToken.None)).ReorgCount.ShouldBe(1);

        Earned(warehouse, "earning").ShouldBe("8 legs for 174");
        CheckViews(warehouse);
        Balances(warehouse).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mapping_run_anew_rolls_all_months_up_anew()
    {
        using var market = new ScriptedMarket(secondsPerBlock: Week);
        File.AppendAllText(Path.Combine(market.Folder, "bazaar.sql"), $"\n\n{Mapping}");
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);
        string mapping = Path.Combine(market.Folder, "bazaar.sql");
        File.WriteAllText(
            mapping,
            File.ReadAllText(mapping).Replace("s.price, 'bazaar/'", "s.price * 2, 'bazaar/'", StringComparison.Ordinal)
        );

        new Redecoder(market.Manifests, warehouse, TimeProvider.System).Run(progress: null, CancellationToken.None);

        RolledMonth(warehouse).ShouldBe("2024-08-01");
        Earned(warehouse, "earning").ShouldBe("9 legs for 420");
        CheckViews(warehouse);
    }

    [Fact]
    public async Task Another_token_rolls_all_months_up_anew_since_swaps_are_judged_by_tokens()
    {
        using var market = new ScriptedMarket(secondsPerBlock: Week);
        File.AppendAllText(Path.Combine(market.Folder, "bazaar.sql"), $"\n\n{Mapping}");
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);
        using (await market.OpenAsync(warehouse))
        {
            RolledMonth(warehouse).ShouldBe("2024-08-01", "the same tokens take nothing away");
        }

        market.ManifestText = market.ManifestText.Replace(
            "      - {symbol: BZR",
            $"      - {{symbol: USD, decimals: 6, address: \"{ScriptedMarket.Stall}\", kind: erc20}}\n      - {{symbol: BZR",
            StringComparison.Ordinal
        );
        using ManifestSync sync = await market.OpenAsync(warehouse);
        warehouse.Connection.Scalar<long>("select count(*) from rollup.rolled").ShouldBe(0);
        Earned(warehouse, "earning_of('bazaar', timestamp '9999-01-01')").ShouldBe("10 legs for 249");

        market.Replace(removedCount: 5, minedCount: 8, "second");
        await sync.RunAsync(progress: null, CancellationToken.None);

        RolledMonth(warehouse).ShouldBe("2024-09-01");
        CheckViews(warehouse);
    }

    private static string RolledMonth(WarehouseFile warehouse) =>
        warehouse.Connection.Scalar<string>("select month::varchar from rollup.rolled");

    private static string Earned(WarehouseFile warehouse, string table) =>
        warehouse.Connection.Scalar<string>($"select sum(legs) || ' legs for ' || sum(amount) from rollup.{table}");

    /// <summary>Balances that differ between rolled months with what came later and all transfers.</summary>
    private static List<string> Balances(WarehouseFile warehouse) =>
        warehouse.Connection.Query(
            """
            select party_id || ' ' || sum(change)
            from (
                select party_id, change from rollup.holding_of('bazaar', timestamp '9999-01-01')
                union all
                select recipient_id, -amount from market.transfer
                union all
                select sender_id, amount from market.transfer
            )
            group by party_id
            having sum(change) <> 0
            """,
            row => row.GetString(0)
        );

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
        foreach (string table in new[] { "made_of", "part", "holding", "earning", "first_receipt" })
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
