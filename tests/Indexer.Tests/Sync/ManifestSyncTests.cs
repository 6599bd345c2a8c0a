using System.Numerics;
using Souk.DuckDb;
using Souk.Indexer.Decoding;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

public sealed class ManifestSyncTests
{
    /// <summary>Both rates change at block 10; the shop is opened in block 5 and asks for more from block 20 on.</summary>
    [Fact]
    public async Task A_value_at_a_block_is_what_the_contract_said_at_its_first_one()
    {
        using var market = new ScriptedMarket();
        market.ManifestText = market
            .ManifestText.Replace(
                "\"missing() returns (bool)\"",
                "\"priceNow() returns (uint64)\", {call: \"priceFirst() returns (uint64)\", at: block}",
                StringComparison.Ordinal
            )
            .Replace(
                "factory: {contract: factory,",
                "values: [{call: \"fee() returns (uint64)\", at: block}]\n    factory: {contract: factory,",
                StringComparison.Ordinal
            );
        foreach ((int from, int price) in new[] { (0, 5), (10, 9) })
        {
            market.Chain.Answer(ScriptedMarket.Token, "priceNow()", Word(price), from);
            market.Chain.Answer(ScriptedMarket.Token, "priceFirst()", Word(price), from);
        }

        foreach ((int from, int fee) in new[] { (0, 1), (5, 2), (20, 3) })
        {
            market.Chain.Answer(ScriptedMarket.Shop, "fee()", Word(fee), from);
        }

        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);

        warehouse
            .Connection.Query(
                "select price_now, price_first from event.bazaar_token_values",
                row => (row.GetFieldValue<ulong>(0), row.GetFieldValue<ulong>(1))
            )
            .ShouldBe([(9UL, 5UL)]);
        warehouse.Connection.Scalar<ulong>("select fee from event.bazaar_shop_values").ShouldBe(2UL);

        static byte[] Word(int number) => AbiEncoder.Encode([AbiType.Parse("uint64")], [new BigInteger(number)]);
    }

    [Fact]
    public async Task A_run_stores_blocks_logs_events_and_market_facts()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncResult result = await market.IndexAsync(warehouse);

        DuckDBConnection connection = warehouse.Connection;
        connection.Scalar<long>("select count(*) from chain.block").ShouldBe(ScriptedMarket.BlockCount - 1);
        connection.Scalar<long>("select count(*) from chain.log").ShouldBe(result.LogCount);
        connection.Scalar<long>("select count(*) from market.transfer").ShouldBe(10);
        connection.Scalar<long>("select max(amount)::bigint from market.transfer").ShouldBe(1039);
        connection.Scalar<long>("select block_number from chain.cursor").ShouldBe(ScriptedMarket.BlockCount - 1);
        connection.Scalar<string>("select symbol from market.token where is_market_token").ShouldBe("BZR");
        connection.Scalar<string>("select label from chain.system").ShouldBe("Synthetic demo");
    }

    [Fact]
    public async Task Events_carry_the_time_and_the_transaction_of_their_logs()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        await market.IndexAsync(warehouse);

        warehouse
            .Connection.Query(
                """
                select count(*), count(*) filter (e.time = p.time and e.transaction_index = p.transaction_index)
                from event.bazaar_token_transfer e
                join chain.place p using (chain_id, block_number, log_index)
                """,
                row => (row.GetInt64(0), row.GetInt64(1))
            )
            .ShouldBe([(10, 10)]);
        warehouse
            .Connection.Scalar<bool>("select count(distinct time) > 1 from event.bazaar_token_transfer")
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Factories_within_factories_are_read_from_the_block_of_discovery()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        await market.IndexAsync(warehouse);

        warehouse
            .Connection.Query(
                "select item from event.bazaar_shop_sold union all select item from event.bazaar_stall_sold order by all limit 3",
                row => row.GetString(0)
            )
            .ShouldBe(["first", "item 15", "item 18"]);
        warehouse
            .Connection.Query(
                "select kind from chain.contract where discovered_block = 5 order by all",
                row => row.GetString(0)
            )
            .ShouldBe(["shop", "stall"]);
    }

    [Fact]
    public async Task What_does_not_decode_is_quarantined_and_what_is_unknown_is_kept_raw()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncResult result = await market.IndexAsync(warehouse);

        result.UnknownCount.ShouldBe(2);
        result.QuarantinedCount.ShouldBe(2);
        warehouse
            .Connection.Query(
                "select reason || ' at ' || block_number from chain.quarantine order by all",
                row => row.GetString(0)
            )
            .ShouldBe(["event at 11", "value at 1"]);
        warehouse.Connection.Scalar<byte[]>("select data from chain.log where block_number = 11").ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Integers_beyond_38_digits_are_kept_as_words()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        await market.IndexAsync(warehouse);

        warehouse
            .Connection.Scalar<byte[]>("select price_wide from event.bazaar_stall_sold where price is null")
            .ShouldBe([.. Enumerable.Repeat(byte.MaxValue, 32)]);
        warehouse
            .Connection.Scalar<byte[]>("select cap_wide from event.bazaar_token_values where cap is null")
            .ShouldBe([128, .. new byte[31]]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Range_sizes_do_not_change_the_digest(int rangeBlocksMax)
    {
        using var market = new ScriptedMarket();
        string whole = await market.IndexInMemoryAsync(rangeBlocksMax: 1000);

        string digest = await market.IndexInMemoryAsync(rangeBlocksMax);

        digest.ShouldBe(whole);
    }

    [Fact]
    public async Task Ranges_that_are_too_large_for_the_endpoint_are_halved()
    {
        using var market = new ScriptedMarket();
        string whole = await market.IndexInMemoryAsync();
        market.Chain.LogRangeMax = 4;

        string digest = await market.IndexInMemoryAsync();

        digest.ShouldBe(whole);
    }

    [Fact]
    public async Task Passing_failures_are_waited_out()
    {
        using var market = new ScriptedMarket();
        string whole = await market.IndexInMemoryAsync();
        market.Chain.FailuresLeft = 4;

        string digest = await market.IndexInMemoryAsync();

        digest.ShouldBe(whole);
    }

    [Fact]
    public async Task A_second_run_reads_only_new_blocks()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await market.IndexAsync(warehouse);
        market.Chain.Mine("first");
        market.Chain.Mine("first");

        SyncResult result = await market.IndexAsync(warehouse);

        result.BlockCount.ShouldBe(2);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync());
    }
}
