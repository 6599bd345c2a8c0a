using System.Text.Json.Nodes;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Substrate;

/// <summary>What validators and owners get, by the storage keys and values of polkadot-js over Bittensor's real metadata.</summary>
public sealed class SubnetEmissionTests : SubstrateMarket
{
    private const string Rewards = """
        select e.role, n.native, t.symbol, p.amount::varchar, p.asset_key
        from market.payment p
        join market.token t using (chain_id, token_id)
        join market.earning e
            on e.chain_id = p.chain_id
            and e.block_number = p.block_number
            and e.log_index = p.log_index
            and e.party_id = p.payee_id
        join shown_account n on n.address_id = p.payee_id
        where p.role = 'reward'
        order by p.block_number, p.log_index, n.native
        """;

    private static readonly string Validator = "0x" + string.Concat(Enumerable.Repeat("30", 32));

    [Fact]
    public async Task Miners_validators_and_the_owner_get_what_was_encoded_each_in_their_role()
    {
        AddEpoch();
        using WarehouseFile other = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncResult result = await RunAsync(Manifest(extraBalances: false));
        await RunAsync(Manifest(extraBalances: false), other, rangeBlocks: 1);

        result.Stopped.ShouldBeEmpty();
        // Two validators of the subnet in the order of their keys' hashes, not those of subnet 4.
        Rows(Rewards)
            .ShouldBe(
                [
                    $"miner {Miner} ALPHA3 77 bittensor/subnet/3",
                    $"validator {Hot} ALPHA3 18446744073709551615 bittensor/subnet/3",
                    $"validator {Validator} ALPHA3 41 bittensor/subnet/3",
                    $"root_validator {Hot} ALPHA3 17 bittensor/subnet/3",
                    $"owner {Cold} ALPHA3 180000000001 bittensor/subnet/3",
                ],
                ignoreOrder: true
            );
        Rows(Rewards)
            .Select(row => row.Split(' ')[0])
            .ShouldBe(["miner", "validator", "validator", "root_validator", "owner"]);
        Rows("select count(*) from chain.quarantine").ShouldBe(["0"]);
        // Two runs list the keys of two maps, only where an epoch ended, and once for a subnet's two mechanisms.
        Node.Calls["state_getKeysPaged"].ShouldBe(4);
        WarehouseDigest.ComputeByTable(other.Connection).ShouldBe(WarehouseDigest.ComputeByTable(Warehouse.Connection));
    }

    [Fact]
    public async Task A_key_of_another_map_stops_the_chain_and_nothing_of_the_block_is_stored()
    {
        AddEpoch();
        Node.Fault = (method, block) =>
            method == "state_getKeysPaged" ? new JsonArray(JsonValue.Create("0x658faa38")) : null;

        SyncResult result = await RunAsync(Manifest(extraBalances: false), rangeBlocks: 1);

        result.Stopped.Single().Reason.ShouldContain("lists 0x658faa38, which is no next key");
        Cursor().ShouldBe(2);
        Rows("select count(*) from market.earning").ShouldBe(["0"]);
    }

    /// <summary>Block 2 registers a miner, block 3 ends the epoch: what was pending is of block 2.</summary>
    private void AddEpoch()
    {
        Node.AddRuntime(400, TinyRuntime.Metadata(Pallet, LaterEvents));
        Node.Add(Genesis(), 12, 400);
        Node.Add(TinyRuntime.Events((0, [.. TinyRuntime.U16(3), .. TinyRuntime.U16(0), .. Key(0x20)])), 24, 400);
        // Mechanisms 0 and 1 of subnet 3: the second one's miners earned nothing.
        Node.Add(
            TinyRuntime.Events(
                (4, [.. TinyRuntime.U16(3), .. TinyRuntime.U64s(77)]),
                (4, [.. TinyRuntime.U16(3 + 4096), .. TinyRuntime.U64s(0)])
            ),
            36,
            400
        );
        foreach ((string key, string value) in PolkadotEvents.MakeEmissions())
        {
            bool isPending = key.StartsWith(
                "0x658faa385070e074c85bf6b568cf0555619fc1d902020b6627d90e16de3dd552",
                StringComparison.Ordinal
            );
            Node.Storage[(isPending ? 2 : 3, key)] = value;
        }
    }
}
