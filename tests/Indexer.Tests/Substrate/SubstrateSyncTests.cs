using System.Text.Json.Nodes;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Substrate;

/// <summary>What Bittensor's events become in the market's tables.</summary>
public sealed class SubstrateSyncTests : SubstrateMarket
{
    [Fact]
    public async Task Stake_registrations_weights_and_transfers_become_the_rows_that_were_encoded_across_an_upgrade()
    {
        AddRealBlocks();

        SyncResult result = await RunAsync();

        result.Stopped.ShouldBeEmpty();
        (result.BlockCount, result.LogCount, result.UnknownCount).ShouldBe((4, 8, 0));
        Rows("select action, staking, party, token_id, quantity::varchar from shown_stake")
            .ShouldBe([
                $"stake {Hot} {Hot} 0 5000000000",
                $"stake {Hot} {Cold} 0 18446744073709551615",
                $"unstake {Hot} {Cold} 0 7",
            ]);
        Rows("select asset_key, kind, name from market.asset").ShouldBe(["bittensor/subnet/3 service Subnet 3"]);
        Rows("select e.asset_key, n.native from market.entitlement e join shown_account n on n.address_id = e.party_id")
            .ShouldBe([$"bittensor/subnet/3 {Miner}"]);
        Rows(
                "select t.subject, n.native, t.kind from market.attestation t join shown_account n on n.address_id = t.party_id"
            )
            .ShouldBe([$"bittensor/subnet/3 {Miner} validation", $"bittensor/subnet/3 {Miner} validation"]);
        Rows(
                "select s.native, r.native, amount::varchar, token_id from market.transfer t join shown_account s on s.address_id = t.sender_id join shown_account r on r.address_id = t.recipient_id"
            )
            .ShouldBe([$"{Cold} {Miner} 123456789 0"]);
        Rows("select number, time::varchar from chain.block order by number")
            .ShouldBe([
                "1 2026-01-01 00:00:12",
                "2 2026-01-01 00:00:24",
                "3 2026-01-01 00:00:36",
                "4 2026-01-01 00:00:48",
            ]);
        Rows("select spec_version, first_block from chain.runtime order by 1").ShouldBe(["219 1", "233 3"]);
        Rows("select proof, log_count from chain.range").ShouldBe(["none 8"]);
        Rows("select transaction_index from chain.log where block_number = 4 order by log_index")
            .ShouldBe(["2", "2147483647"]);
    }

    [Fact]
    public async Task Burns_recycling_emission_and_autostake_of_later_runtimes_have_roles_amounts_and_tokens()
    {
        Node.AddRuntime(400, TinyRuntime.Metadata(Pallet, LaterEvents));
        Node.Add(Genesis(), 12, 400);
        byte[] cold = Key(0xc0);
        byte[] hot = Key(0x10);
        Node.Add(
            TinyRuntime.Events(
                (0, [.. TinyRuntime.U16(3), .. TinyRuntime.U16(0), .. hot]),
                (1, [.. cold, .. hot, .. TinyRuntime.U64(900), .. TinyRuntime.U16(3)]),
                (2, [.. cold, .. hot, .. TinyRuntime.U64(40), .. TinyRuntime.U16(3)]),
                (3, [.. TinyRuntime.U16(3), .. hot, .. hot, .. cold, .. TinyRuntime.U64(11)]),
                (4, [.. TinyRuntime.U16(3), .. TinyRuntime.U64s(77, 0, 5)])
            ),
            24,
            400
        );

        await RunAsync(extraBalances: false);

        Rows(
                "select role, a.native, b.native, t.symbol, amount::varchar, asset_key from market.payment p join market.token t using (chain_id, token_id) left join shown_account a on a.address_id = p.payer_id left join shown_account b on b.address_id = p.payee_id order by log_index"
            )
            .ShouldBe([
                $"burn {Cold}  ALPHA3 900 bittensor/subnet/3",
                $"refund {Cold}  ALPHA3 40 bittensor/subnet/3",
                $"reward  {Hot} ALPHA3 77 bittensor/subnet/3",
            ]);
        Rows(
                "select staking, party, t.symbol, quantity::varchar from shown_stake join market.token t using (chain_id, token_id)"
            )
            .ShouldBe([$"{Hot} {Cold} ALPHA3 11"]);
        Rows("select reason, detail from chain.quarantine")
            .ShouldBe([
                "event IncentiveAlphaEmittedToMiners: place 2 of subnet 3 earned, and no registration there is stored, or no token ALPHA3 is in the manifest.",
            ]);
    }

    [Fact]
    public async Task A_run_that_is_cut_short_continues_and_ends_with_the_same_facts_and_other_chains_are_refused()
    {
        AddRealBlocks();
        using WarehouseFile whole = WarehouseFile.Open(WarehouseFile.InMemory);
        await RunAsync(Manifest(), whole);

        Node.Finalized = 1;
        await RunAsync();
        Node.Finalized = 3;
        await RunAsync(Manifest(), rangeBlocks: 1);
        Node.Finalized = null;
        await RunAsync();

        WarehouseDigest.ComputeByTable(Warehouse.Connection).ShouldBe(WarehouseDigest.ComputeByTable(whole.Connection));
        Node.Fault = (method, block) =>
            method == "chain_getBlockHash" && block == 0 ? JsonValue.Create(new Hash32(1, 1).ToString()) : null;
        (await RunAsync()).Stopped.Single().Reason.ShouldContain("serves the chain that begins with");
    }
}
