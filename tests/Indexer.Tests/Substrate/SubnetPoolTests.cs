using Souk.Indexer.Redecoding;
using Souk.Indexer.Substrate;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Substrate;

/// <summary>What subnet pools hold, by the storage keys and values of polkadot-js over Bittensor's real metadata.</summary>
public sealed class SubnetPoolTests : SubstrateMarket
{
    [Fact]
    public async Task Pools_are_read_at_the_same_blocks_whatever_the_ranges_and_redecoding_keeps_them()
    {
        AddBlocks(2 * PoolStates.PeriodBlocks + 1);
        (string Key, string Value)[] pool = PolkadotEvents.MakePools("testnet");
        foreach ((string key, string value) in pool)
        {
            Node.Storage[(PoolStates.PeriodBlocks, key)] = value;
        }

        // An hour later the pool has 16 rao of TAO, and no alpha is outside: a value that is absent is 0.
        Node.Storage[(2 * PoolStates.PeriodBlocks, pool[0].Key)] = "0x1000000000000000";
        Node.Storage[(2 * PoolStates.PeriodBlocks, pool[1].Key)] = pool[1].Value;
        using WarehouseFile other = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncResult result = await RunAsync(Manifest());
        await RunAsync(Manifest(), other, rangeBlocks: 37);
        IReadOnlyList<string> before = Pools();
        new Redecoder(Manifest(), Warehouse, TimeProvider.System).Run(progress: null, CancellationToken.None);

        pool.Length.ShouldBe(3);
        (result.QuarantinedCount, result.UnknownCount).ShouldBe((0, 0));
        before.ShouldBe([
            "300 TAO ALPHA3 5000000000000 18446744073709551615 subtensor_product 0 50000",
            "600 TAO ALPHA3 16 18446744073709551615 subtensor_product 0 50000",
        ]);
        Pools().ShouldBe(before);
        Rows("select netuid, alpha_out from event.bittensor_subtensor_pool_state order by block_number")
            .ShouldBe(["3 7", "3 0"]);
        DigestOf(other, "market.pool_state").ShouldBe(DigestOf(Warehouse, "market.pool_state"));
    }

    [Fact]
    public async Task A_pool_of_another_size_stops_the_chain_and_is_never_guessed()
    {
        AddBlocks(PoolStates.PeriodBlocks);
        Node.Storage[(PoolStates.PeriodBlocks, PolkadotEvents.MakePools("testnet")[0].Key)] = "0x0102";

        SyncResult result = await RunAsync(Manifest());

        result.Stopped.Single().Reason.ShouldContain("a subnet pool of 2 bytes");
        Rows("select count(*) from market.pool_state").ShouldBe(["0"]);
    }

    private void AddBlocks(int count)
    {
        PolkadotEvents events = PolkadotEvents.MakeGiven("testnet", $"""[[["{Pallet}", "WeightsSet", [3, 8], 1]]]""");
        Node.AddRuntime(233, events.Metadata);
        Node.SetVersion(0, 233);
        for (int block = 1; block <= count; block++)
        {
            Node.Add(events.Blocks[0].Bytes, 12 * block, 233);
        }
    }

    private IReadOnlyList<string> Pools() =>
        Rows(
            "select p.block_number, a.symbol, b.symbol, p.token_reserve::varchar, p.quote_reserve::varchar, p.kind, "
                + "p.fee_ppm, p.fee_flat::varchar from market.pool_state p "
                + "join market.token a on a.token_id = p.token_id join market.token b on b.token_id = p.quote_token_id "
                + "where p.pool_id = p.quote_token_id order by p.block_number"
        );

    private static string DigestOf(WarehouseFile warehouse, string table) =>
        WarehouseDigest.ComputeByTable(warehouse.Connection).Single(entry => entry.Item1 == table).Item2;
}
