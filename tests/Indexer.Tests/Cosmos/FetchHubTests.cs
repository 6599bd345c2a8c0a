using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Cosmos;

/// <summary>What "fetch_hub.yaml" makes of a chain like fetchhub-4.</summary>
public sealed class FetchHubTests : FetchHub
{
    [Fact]
    public async Task Coins_stakes_rewards_agents_and_packets_become_the_rows_that_were_encoded()
    {
        CosmjsChain chain = Old.Value;

        SyncResult result = await RunAsync(Manifest(chain), Serve(chain));

        result.Stopped.ShouldBeEmpty();
        (result.BlockCount, result.UnknownCount).ShouldBe((4, 0));
        Rows("select block_number, log_index, detail from chain.quarantine").ShouldBeEmpty();
        Rows(
                """
                select block_number, transaction_index, who(sender_id), who(recipient_id), token_id, amount::varchar
                from market.transfer
                where amount not in (10, 11)
                order by block_number, log_index
                """
            )
            .ShouldBe([
                "1 -1 #0 @mint 0 1000",
                "1 -1 @mint @fees 0 1000",
                "1 0 @alice @bob 0 2500",
                "2 0 @rewards @alice 0 33",
                "2 0 @alice @bonded 0 600",
                "2 2147483647 @unbonding @bob 0 50",
                "3 0 @alice @almanac! 0 500",
                "4 0 @alice @escrow 0 70",
                "4 1 @escrow @bob 0 30",
                "4 2147483647 @module #0 0 5",
            ]);
        Rows(
                "select block_number, action, who(staking_id), who(party_id), token_id, quantity::varchar from market.stake order by block_number, log_index, action desc"
            )
            .ShouldBe([
                "2 stake @ann+ @alice 0 600",
                "2 unstake @ann+ @alice 0 100",
                "2 stake @ben+ @alice 0 100",
                "2 unstake @ben+ @bob 0 50",
            ]);
    }

    [Fact]
    public async Task Fees_are_paid_even_by_a_transaction_that_fails_and_nothing_else_of_it_counts()
    {
        CosmjsChain chain = Old.Value;

        await RunAsync(Manifest(chain), Serve(chain));

        Rows(
                """
                select block_number, transaction_index, role, who(payer_id), who(payee_id), amount::varchar, asset_key, evidence
                from market.payment
                where role <> 'protocol_fee' or block_number = 2
                order by block_number, log_index
                """
            )
            .ShouldBe([
                "1 -1 mint #0 @mint 1000 - transfer",
                "2 0 protocol_fee @alice @fees 10 - transfer",
                "2 0 reward @rewards @alice 33 - transfer",
                "2 1 protocol_fee @alice @fees 11 - transfer",
                "2 2 protocol_fee @alice @fees 10 - transfer",
                "3 0 market_fee @alice @almanac! 500 fetch_hub/agent/agent1qalpha transfer",
                "4 2147483647 burn @module #0 5 - transfer",
            ]);
        Rows("select count(*) from market.payment where role = 'protocol_fee'").ShouldBe(["10"]);
        Rows(
                "select p.role from market.payment p anti join market.transfer t on t.block_number = p.block_number and t.log_index = p.leg_log_index and t.amount = p.amount"
            )
            .ShouldBeEmpty();
        Rows(
                "select block_number, kind, who(party_id), amount::varchar from market.activity order by block_number, log_index"
            )
            .ShouldBe(["1 mint @mint 1000", "2 claim @alice 33", "4 bridge @alice 70", "4 bridge @bob 30"]);
    }

    [Fact]
    public async Task Agents_are_taken_from_signed_messages_and_packets_have_the_name_that_both_ends_know()
    {
        CosmjsChain chain = Old.Value;

        await RunAsync(Manifest(chain), Serve(chain));

        Rows("select asset_key, kind, name, who(owner_id) from market.asset")
            .ShouldBe(["fetch_hub/agent/agent1qalpha service agent1qalpha @alice"]);
        Rows("select asset_key, form from market.asset_trait").ShouldBe(["fetch_hub/agent/agent1qalpha agent"]);
        Rows("select asset_key, who(party_id), role from market.attribution")
            .ShouldBe(["fetch_hub/agent/agent1qalpha @alice owner"]);
        Rows("select identity_key, who(party_id), action, evidence from market.identity")
            .ShouldBe(["fetch_hub/agent/agent1qalpha @alice linked signature"]);
        Rows("select transaction_index, record, sequence from event.fetch_hub_almanac_msg_register order by all")
            .ShouldBe(["""0 {"service":{"protocols":["p"],"endpoints":[]}} 1767225600""", """2 {"service":null} 3"""]);
        Rows(
                "select direction, peer, who(party_id), token_id, amount::varchar, starts_with(decode(message_id), 'transfer/channel-3/transfer/channel-9/12/') from market.message order by log_index"
            )
            .ShouldBe(["sent 3 @alice 0 70 True", "received 3 @bob 0 30 False"]);
        Rows("select status, sent_block, received_block from market.message_pair order by all")
            .ShouldBe(["in_flight 4 -", "unmatched - 4"]);
    }

    [Fact]
    public async Task Blocks_have_real_times_and_hashes_and_are_unverifiable_for_no_hash_covers_events()
    {
        CosmjsChain chain = Old.Value;

        await RunAsync(Manifest(chain), Serve(chain));

        Rows("select number, time::varchar from chain.block order by number")
            .ShouldBe([
                "1 2026-01-01 00:00:05",
                "2 2026-01-01 00:00:10",
                "3 2026-01-01 00:00:15",
                "4 2026-01-01 00:00:20",
            ]);
        Rows("select from_block, to_block, proof from chain.range").ShouldBe(["1 4 unverifiable"]);
        Rows(
                "select log_index, transaction_index from chain.log where block_number = 1 and transaction_index = 0 order by log_index"
            )
            .ShouldBe([
                "5000 0",
                "6000 0",
                "7000 0",
                "9000 0",
                "13000 0",
                "13001 0",
                "14000 0",
                "14001 0",
                "15000 0",
                "15001 0",
            ]);
        Rows("select symbol, decimals, kind, token_id from market.token").ShouldBe(["FET 18 native 0"]);
    }

    [Fact]
    public async Task Every_dialect_of_one_chain_becomes_the_same_rows()
    {
        CosmjsChain old = Old.Value;
        await RunAsync(Manifest(old), Serve(old));
        IReadOnlyDictionary<string, string> expected = Digest(Warehouse);

        foreach (string version in new[] { "0.37.2", "0.38.17", "1.0.1" })
        {
            CosmjsChain other = CosmjsChain.Make("fetchhub-4", version, "fetch", Blocks);
            using WarehouseFile plain = WarehouseFile.Open(WarehouseFile.InMemory);

            SyncResult result = await RunAsync(Manifest(other), plain, rangeBlocks: 100, Serve(other));

            result.Stopped.ShouldBeEmpty(version);
            Digest(plain).ShouldBe(expected, version);
        }

        static IReadOnlyDictionary<string, string> Digest(WarehouseFile file) =>
            WarehouseDigest
                .ComputeByTable(file.Connection)
                .Where(table => table.Table.StartsWith("market.", StringComparison.Ordinal))
                .ToDictionary(table => table.Table, table => table.Digest);
    }

    [Fact]
    public async Task A_run_that_is_cut_short_or_killed_within_a_write_continues_and_ends_with_the_same_facts()
    {
        CosmjsChain chain = Old.Value;
        CosmosNode node = Serve(chain);
        using WarehouseFile whole = WarehouseFile.Open(WarehouseFile.InMemory);
        await RunAsync(Manifest(chain), whole, rangeBlocks: 100, node);

        node.Latest = 2;
        await RunAsync(Manifest(chain), node);
        long? afterFirst = Cursor();
        node.Latest = null;
        await KillAsync(Manifest(chain), "range", node);
        long? afterKill = Cursor();
        await RunAsync(Manifest(chain), Warehouse, rangeBlocks: 1, node);

        (afterFirst, afterKill, Cursor()).ShouldBe((1, 1, 4));
        WarehouseDigest.ComputeByTable(Warehouse.Connection).ShouldBe(WarehouseDigest.ComputeByTable(whole.Connection));
    }
}
