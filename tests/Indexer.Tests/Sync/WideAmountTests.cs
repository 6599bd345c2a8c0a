using System.Numerics;
using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Quarantines;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Sync;

/// <summary>Amounts of 10³⁸ and more, which market tables cannot hold: nothing stops, and nothing else is lost.</summary>
public sealed class WideAmountTests
{
    private static readonly BigInteger Limit = BigInteger.Pow(10, 38);

    /// <summary>The mapping of the scripted market writes whatever a transfer moves.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task A_wide_amount_is_quarantined_with_its_bytes_and_its_siblings_are_stored(int rangeBlocksMax)
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        // Blocks 40 and 41 are history by now, block 60 is hot.
        market.Chain.Mine("wide", Transfer(Limit), Transfer(Limit - 1), Transfer(BigInteger.Pow(2, 256) - 1));
        market.Chain.Mine("wide", Transfer(5));
        Mine(market, 18);
        market.Chain.Mine("wide", Transfer(6), Transfer(Limit));

        SyncResult result = await market.IndexAsync(warehouse, rangeBlocksMax);

        // Ten transfers of the market itself, and three of the six here.
        warehouse.Connection.Scalar<long>("select count(*) from market.transfer").ShouldBe(13);
        warehouse
            .Connection.Query(
                "select amount::varchar from market.transfer where block_number >= 40 order by block_number, log_index",
                row => row.GetString(0)
            )
            .ShouldBe([$"{Limit - 1}", "5", "6"]);
        QuarantinedLog[] entries =
        [
            .. QuarantineList.Read(warehouse.Connection).Entries.Where(entry => entry.Reason == "amount"),
        ];
        entries.Select(entry => (entry.Block, entry.LogIndex)).ShouldBe([(40L, 0), (40L, 2), (60L, 1)]);
        entries[1].Data.ShouldBe("0x" + new string('f', 64));
        // One value that is missing, one log that does not decode.
        result.QuarantinedCount.ShouldBe(5);
        warehouse.Connection.Scalar<long>("select block_number from chain.cursor").ShouldBe(60);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(await market.IndexInMemoryAsync());
    }

    [Fact]
    public async Task Re_decoding_keeps_it_aside_and_a_mended_mapping_brings_its_row()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        market.Chain.Mine("wide", Transfer(Limit), Transfer(7));
        await market.IndexAsync(warehouse);
        string before = WarehouseDigest.Compute(warehouse.Connection);

        RedecodeResult same = Redecode(market, warehouse);

        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(before);
        same.QuarantinedCount.ShouldBe(2);
        // Whoever wants it as a row may say how: here as the largest amount.
        WriteMapping(market, "coalesce(t.value, 99999999999999999999999999999999999999)");
        Redecode(market, warehouse);
        warehouse
            .Connection.Query(
                "select amount::varchar from market.transfer where block_number = 40 order by log_index",
                row => row.GetString(0)
            )
            .ShouldBe([$"{Limit - 1}", "7"]);
        WriteMapping(market, "1");
        Redecode(market, warehouse).QuarantinedCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_sum_that_reaches_the_limit_is_quarantined_though_each_part_is_below_it()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        WriteMapping(market, "t.value + 1");
        market.Chain.Mine("wide", Transfer(Limit - 1), Transfer(Limit - 2));

        await market.IndexAsync(warehouse);

        warehouse
            .Connection.Query(
                "select amount::varchar from market.transfer where block_number = 40",
                row => row.GetString(0)
            )
            .ShouldBe([$"{Limit - 1}"]);
        warehouse
            .Connection.Scalar<string>("select detail from chain.quarantine where reason = 'amount'")
            .ShouldBe($"market.transfer.amount would be {Limit}; amounts are below 10^38.");
        string before = WarehouseDigest.Compute(warehouse.Connection);
        Redecode(market, warehouse);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(before);
    }

    /// <summary>A message's own id is bytes, and a trait is of an asset alone.</summary>
    [Theory]
    [InlineData(
        "message",
        "t.transaction_index, t.time, $system, 'layerzero', 'm'::blob, 'sent', 7, t.\"from\", t.contract_id, t.value + 1",
        "amount"
    )]
    [InlineData(
        "asset_trait",
        "t.time, $system, 'bazaar/a', null, null, null, null, null, null, t.value + 1, null",
        "record_count"
    )]
    public async Task A_wide_amount_of_a_table_whose_first_id_is_no_address_is_quarantined(
        string table,
        string values,
        string column
    )
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        WriteRows(market, table, values);
        market.Chain.Mine("wide", Transfer(Limit - 1), Transfer(Limit - 2));

        await market.IndexAsync(warehouse);

        warehouse
            .Connection.Query(
                $"select {column}::varchar from market.{table} where block_number = 40",
                row => row.GetString(0)
            )
            .ShouldBe([$"{Limit - 1}"]);
        QuarantinedLog entry = QuarantineList
            .Read(warehouse.Connection)
            .Entries.Single(entry => entry.Reason == "amount");
        (entry.Block, entry.LogIndex).ShouldBe((40L, 0));
        entry.Detail.ShouldBe($"market.{table}.{column} would be {Limit}; amounts are below 10^38.");
    }

    /// <summary>The price of 2^256−1 was asked in block 12, and every transfer after it would have to be counted by it.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(1000)]
    public async Task A_row_that_lacks_its_amount_because_of_an_earlier_block_is_quarantined(int rangeBlocksMax)
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        WriteMapping(
            market,
            """
            case
                when exists (from event.bazaar_stall_sold s where s.block_number < t.block_number and s.price is null) then null
                else t.value
            end
            """
        );

        await market.IndexAsync(warehouse, rangeBlocksMax);

        warehouse.Connection.Scalar<long>("select max(block_number) from market.transfer").ShouldBe(6);
        warehouse
            .Connection.Query(
                "select block_number from chain.quarantine where reason = 'amount' order by all",
                row => row.GetInt64(0)
            )
            .ShouldBe([12L, 15, 18, 21, 24, 27, 30, 33, 36, 39]);
    }

    [Fact]
    public async Task A_mapping_that_forgets_an_amount_is_no_matter_of_width_and_stops_by_file_and_line()
    {
        using var market = new ScriptedMarket();
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        // Without the stalls no integer of the market is wide.
        market.WriteManifest(ScriptedMarket.Contract("token", "Token", ScriptedMarket.Token));
        market.ManifestText = market.ManifestText.Replace("\"cap() returns (uint256)\", ", "");
        WriteMapping(market, "null");

        ManifestException exception = await Should.ThrowAsync<ManifestException>(() => market.IndexAsync(warehouse));

        exception.Message.ShouldContain("bazaar.sql:1");
        exception.Message.ShouldContain("market.transfer lack an amount");
        warehouse.Connection.Scalar<long>("select count(*) from chain.log").ShouldBe(0);
    }

    private static ScriptedLog Transfer(BigInteger value) =>
        ScriptedLog.Of(ScriptedMarket.Token, ScriptedMarket.Transfer, ScriptedMarket.Alice, ScriptedMarket.Shop, value);

    private static void Mine(ScriptedMarket market, int count)
    {
        for (int mined = 0; mined < count; mined++)
        {
            market.Chain.Mine("wide");
        }
    }

    private static void WriteMapping(ScriptedMarket market, string amount) =>
        WriteRows(
            market,
            "transfer",
            $"t.transaction_index, t.time, $system, t.contract_id, t.\"from\", t.\"to\", {amount}"
        );

    /// <summary>A mapping that writes a row for each transfer of the token.</summary>
    private static void WriteRows(ScriptedMarket market, string table, string values) =>
        File.WriteAllText(
            Path.Combine(market.Folder, "bazaar.sql"),
            $"""
            insert into market.{table}
            select t.chain_id, t.block_number, t.log_index, {values}
            from event.bazaar_token_transfer t
            where t.chain_id = $chain_id
                and t.block_number between $from_block and $to_block;
            """
        );

    private static RedecodeResult Redecode(ScriptedMarket market, WarehouseFile warehouse) =>
        new Redecoder(market.Manifests, warehouse, TimeProvider.System).Run(progress: null, CancellationToken.None);
}
