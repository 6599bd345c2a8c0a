using System.Numerics;
using Souk.DuckDb;
using Souk.Indexer.Quarantines;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Sync;
using Souk.Indexer.Tests.Sync;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Redecoding;

/// <summary>After a manifest changed, stored logs say what a fresh run would.</summary>
public sealed class RedecoderTests
{
    private const string SwappedSold = "Sold(address buyer, uint256 indexed price, string item)";

    private const string Mapping = """
        insert into market.transfer
        select t.chain_id, t.block_number, t.log_index, p.transaction_index, p.time, $system, t.contract_id, t."from", t."to", t.value
        from event.bazaar_token_transfer t
        join chain.place p using (chain_id, block_number, log_index)
        where t.chain_id = $chain_id
            and t.block_number between $from_block and $to_block
            and t.value is not null;
        """;

    [Fact]
    public async Task An_unchanged_manifest_gives_the_same_facts()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        SyncResult indexed = await market.IndexAsync(warehouse, rangeBlocksMax: 7);
        string before = WarehouseDigest.Compute(warehouse.Connection);

        RedecodeResult result = Redecode(market, warehouse);

        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(before);
        result.LogCount.ShouldBe(indexed.LogCount);
        result.UnknownCount.ShouldBe(indexed.UnknownCount);
        result.DroppedValueTables.ShouldBeEmpty();
        CountOf(warehouse, "chain.removed_row").ShouldBe(0);
    }

    [Fact]
    public async Task A_wrong_abi_quarantines_and_the_right_one_clears_it()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        string right = market.ManifestText;
        string fresh = await market.IndexInMemoryAsync();
        // The same topic 0, but a price of 2^256-1 now stands where an address should.
        market.ManifestText = right.Replace(ScriptedMarket.Sold, SwappedSold);
        await market.IndexAsync(warehouse);
        QuarantineList.Read(warehouse.Connection).Entries.Select(entry => entry.Block).ShouldBe([1, 11, 12]);
        market.ManifestText = right;

        RedecodeResult result = Redecode(market, warehouse);

        result.QuarantinedCount.ShouldBe(1);
        QuarantineList list = QuarantineList.Read(warehouse.Connection);
        list.Counts.Select(count => (count.Reason, count.Count)).ShouldBe([("event", 1), ("value", 1)]);
        list.Entries.Last().Contract.ShouldBe(ScriptedMarket.Shop.ToString());
        list.Entries.Last().Data.ShouldBe("0x010203");
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(fresh);
    }

    [Fact]
    public async Task An_event_that_no_manifest_named_is_found_among_raw_logs()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);
        market.ManifestText = market.ManifestText.Replace("value)\"]", "value)\", \"Paused(address who)\"]");

        RedecodeResult result = Redecode(market, warehouse);

        result.UnknownCount.ShouldBe(1);
        CountOf(warehouse, "event.bazaar_token_paused").ShouldBe(1);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync());
    }

    [Fact]
    public async Task Indexing_on_after_a_change_is_refused_with_the_way_out_and_goes_on_after_it()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);
        string before = WarehouseDigest.Compute(warehouse.Connection);
        market.ManifestText = market.ManifestText.Replace(
            ScriptedMarket.Sold,
            "Sold(address indexed buyer, uint256 cost, string item)"
        );

        SyncException exception = await Should.ThrowAsync<SyncException>(() => market.IndexAsync(warehouse));

        exception.Problem.ShouldBe(SyncProblem.RedecodeNeeded);
        exception.Message.ShouldContain($"souk redecode {Path.Combine(market.Folder, "bazaar.yaml")} --db");
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(before);
        Redecode(market, warehouse);
        await market.IndexAsync(warehouse);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync());
    }

    [Fact]
    public async Task A_changed_mapping_is_refused_until_it_is_applied_to_all()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);
        File.WriteAllText(Path.Combine(market.Folder, "bazaar.sql"), Mapping.Replace("t.value\n", "t.value + 1\n"));
        SyncException exception = await Should.ThrowAsync<SyncException>(() => market.IndexAsync(warehouse));
        exception.Message.ShouldContain("The mapping of system 'bazaar' changed");

        Redecode(market, warehouse);

        warehouse.Connection.Scalar<long>("select max(amount)::bigint from market.transfer").ShouldBe(1040);
        CheckJournal(warehouse);
        await market.IndexAsync(warehouse);
    }

    [Theory]
    [InlineData("tables")]
    [InlineData("delete")]
    [InlineData("range")]
    [InlineData("commit")]
    public async Task An_abort_or_a_kill_at_any_step_leaves_the_old_facts(string step)
    {
        using var market = new ScriptedMarket();
        using (WarehouseFile warehouse = WarehouseFile.Open(market.Database))
        {
            await market.IndexAsync(warehouse);
        }

        using WarehouseFile again = WarehouseFile.Open(market.Database);
        string killed = Directory.CreateDirectory(Path.Combine(market.Folder, "killed")).FullName;
        string before = WarehouseDigest.Compute(again.Connection);
        market.ManifestText = market.ManifestText.Replace(
            ScriptedMarket.Sold,
            "Sold(address indexed buyer, uint256 cost, string item)"
        );
        var redecoder = new Redecoder(market.Manifests, again, TimeProvider.System)
        {
            BeforeStep = name => KillAt(name == step, market.Folder, killed),
        };

        Should.Throw<InvalidDataException>(() => redecoder.Run(progress: null, CancellationToken.None));

        WarehouseDigest.Compute(again.Connection).ShouldBe(before);
        using WarehouseFile left = WarehouseFile.Open(Path.Combine(killed, "bazaar.duckdb"));
        WarehouseDigest.Compute(left.Connection).ShouldBe(before);
    }

    [Fact]
    public async Task Values_are_kept_and_those_of_other_calls_are_read_by_the_next_run()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);
        market.ManifestText = market.ManifestText.Replace(", \"missing() returns (bool)\"", "");

        RedecodeResult result = Redecode(market, warehouse);

        result.DroppedValueTables.ShouldBe(["bazaar_token_values"]);
        CountOf(warehouse, "event.bazaar_token_values").ShouldBe(0);
        market.Chain.Mine("first");
        await market.IndexAsync(warehouse);
        CountOf(warehouse, "event.bazaar_token_values").ShouldBe(1);
        CountOf(warehouse, "chain.quarantine").ShouldBe(1);
    }

    [Fact]
    public async Task A_factory_that_announces_others_needs_logs_that_are_not_stored()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        string right = market.ManifestText;
        market.ManifestText = right.Replace(
            "    factory: {contract: shop, event: StallOpened, parameter: stall}\n",
            ""
        );
        await market.IndexAsync(warehouse);
        string before = WarehouseDigest.Compute(warehouse.Connection);
        market.ManifestText = right;

        SyncException exception = Should.Throw<SyncException>(() => Redecode(market, warehouse));

        exception.Problem.ShouldBe(SyncProblem.ContractsChanged);
        exception.Message.ShouldContain($"{ScriptedMarket.Stall} is announced as stall in block 5");
        exception.Message.ShouldContain("new --db file");
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(before);
    }

    [Fact]
    public async Task Events_that_were_not_kept_cannot_be_decoded()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        string open = market.ManifestText;
        market.ManifestText = open.Replace("  stall:\n", "  stall:\n    only: [Sold]\n")
            .Replace("  token:\n", "  token:\n    only: [Transfer]\n");
        SyncResult indexed = await market.IndexAsync(warehouse);
        indexed.UnknownCount.ShouldBe(1);
        market.ManifestText = open;

        SyncException exception = Should.Throw<SyncException>(() => Redecode(market, warehouse));

        exception.Message.ShouldContain("kept only some events so far");
    }

    [Fact]
    public async Task An_amount_that_market_tables_cannot_hold_is_quarantined_and_not_left_out_unseen()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        File.WriteAllText(Path.Combine(market.Folder, "bazaar.sql"), Mapping);
        market.Chain.Mine(
            "first",
            ScriptedLog.Of(
                ScriptedMarket.Token,
                ScriptedMarket.Transfer,
                ScriptedMarket.Alice,
                ScriptedMarket.Shop,
                BigInteger.Pow(10, 38)
            ),
            ScriptedLog.Of(
                ScriptedMarket.Token,
                ScriptedMarket.Transfer,
                ScriptedMarket.Alice,
                ScriptedMarket.Shop,
                BigInteger.Pow(10, 38) - 1
            )
        );

        SyncResult indexed = await market.IndexAsync(warehouse);

        indexed.QuarantinedCount.ShouldBe(3);
        CountOf(warehouse, "market.transfer").ShouldBe(11);
        warehouse
            .Connection.Scalar<string>("select detail from chain.quarantine where reason = 'amount'")
            .ShouldStartWith("event.bazaar_token_transfer.value is 0x");
        string before = WarehouseDigest.Compute(warehouse.Connection);
        Redecode(market, warehouse).QuarantinedCount.ShouldBe(2);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(before);
    }

    /// <summary>Each transfer as it was, and what the revision log makes of it.</summary>
    private static void CheckJournal(WarehouseFile warehouse)
    {
        MetricTable revisions = MetricCatalogue.Run(warehouse.Connection, "revisions", "bazaar");

        string[] transfers =
        [
            .. revisions
                .Rows.Where(row => revisions.Text(row, "kind") == "market.transfer")
                .Select(row => revisions.Text(row, "old_value")),
        ];
        transfers.ShouldAllBe(value => value == "removed by a new mapping");
        transfers.Length.ShouldBe((int)CountOf(warehouse, "market.transfer"));
        CountOf(warehouse, "chain.removed_row where row like '%, amount 1039'")
            .ShouldBe(CountOf(warehouse, "market.transfer where amount = 1040"));
    }

    private static RedecodeResult Redecode(ScriptedMarket market, WarehouseFile warehouse) =>
        new Redecoder(market.Manifests, warehouse, TimeProvider.System).Run(progress: null, CancellationToken.None);

    private static long CountOf(WarehouseFile warehouse, string table) =>
        warehouse.Connection.Scalar<long>($"select count(*) from {table}");

    /// <summary>Keeps the files as a kill would leave them, then fails.</summary>
    private static void KillAt(bool now, string folder, string killed)
    {
        if (!now)
        {
            return;
        }

        foreach (string file in Directory.GetFiles(folder, "bazaar.duckdb*"))
        {
            File.Copy(file, Path.Combine(killed, Path.GetFileName(file)));
        }

        throw new InvalidDataException("scripted");
    }
}
