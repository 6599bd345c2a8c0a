using System.Text.Json.Nodes;
using Souk.Indexer.Manifests;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Sync;

namespace Souk.Indexer.Tests.Cosmos;

/// <summary>What is handled, put aside or refused, and never guessed. (The market is that of "fetch_hub.yaml".)</summary>
public sealed class CosmosRefusalTests : FetchHub
{
    private const string Ibc = "ibc/27394FB092D2ECCD56123C74F36E4C1F926001CEADA9CA97EA622B25F41E5EB2";

    private static readonly Lazy<CosmjsChain> New = new(() =>
        CosmjsChain.Make("fetchhub-4", "0.38.17", "fetch", Blocks)
    );

    [Fact]
    public async Task Events_that_do_not_fit_go_to_quarantine_with_their_bytes_and_redecoding_keeps_them_there()
    {
        const string Wide = "115792089237316195423570985008687907853269984665640564039457584007913129639936";
        string[] events =
        [
            """["validator","@ann+"]""",
            """["validator","fetch1oops"],["amount","5afet"]""",
            """["validator","@ann+"],["amount","5"]""",
            """["validator","@ann+"],["amount","5afet,"]""",
            """["validator","@ann+"],["amount","5afet"],["amount","6afet"]""",
            $"""["validator","@ann+"],["amount","{Wide}afet"]""",
            """["validator","@ann+"],["amount","5afet"]""",
        ];
        CosmjsChain chain = CosmjsChain.Make(
            "fetchhub-4",
            "0.34.21",
            "fetch",
            $$"""[{"txs": [{{string.Join(',', events.Select(item => $$"""{"events": [["delegate",{{item}}]]}"""))}}]}, {}]"""
        );
        ManifestSet manifests = Manifest(chain);

        await RunAsync(manifests, Serve(chain));
        IReadOnlyList<string> before = Rows(
            "select log_index, reason, detail from chain.quarantine order by log_index"
        );
        new Redecoder(manifests, Warehouse, TimeProvider.System).Run(progress: null, CancellationToken.None);

        before.ShouldBe([
            "0 event delegate: attribute amount is missing; the event has validator.",
            "1000 event delegate: attribute validator is 'fetch1oops', which is no account.",
            "2000 event delegate: '5' is no amount with a denomination.",
            "3000 event delegate: '' is no amount with a denomination.",
            "4000 event delegate: attribute amount occurs 2 times.",
            $"5000 event delegate: attribute amount is {Wide}, beyond uint256.",
            "6000 event delegate: no message of its transaction says who.",
        ]);
        Rows("select log_index, reason, detail from chain.quarantine order by log_index").ShouldBe(before);
        Rows("select count(*) from market.stake").ShouldBe(["0"]);
        Rows("select count(*) from chain.log where contains(hex(data), hex('delegate'))").ShouldBe(["7"]);
    }

    [Fact]
    public async Task Every_denomination_is_a_log_of_its_own_whatever_its_decimals_and_what_is_too_wide_is_put_aside()
    {
        const string Wide = "100000000000000000000000000000000000000";
        CosmjsChain chain = CosmjsChain.Make(
            "fetchhub-4",
            "0.34.21",
            "fetch",
            $$"""[{"txs": [{"events": ["moved @alice @bob 10afet,5{{Ibc}},7factory/x,{{Wide}}uwide"]},{"events": ["moved @alice @bob 99999999999999999999999999999999999999uwide", "moved @bob @alice "]}]}, {}]"""
        );
        ManifestSet manifests = Manifest(
            chain,
            $$"""
                  - {symbol: WHOLE, decimals: 0, denom: {{Ibc}}, kind: erc20}
                  - {symbol: WIDE, decimals: 36, denom: uwide, kind: erc20}
            """
        );

        SyncResult result = await RunAsync(manifests, Serve(chain));

        result.Stopped.ShouldBeEmpty();
        Rows(
                "select log_index, symbol, decimals, amount::varchar from market.transfer join market.token using (token_id) order by log_index"
            )
            .ShouldBe(["2000 FET 18 10", "2001 WHOLE 0 5", "5000 WIDE 36 99999999999999999999999999999999999999"]);
        Rows(
                "select distinct log_index, reason from chain.quarantine where detail like '%bank_transfer.amount is 0x%' order by all"
            )
            .ShouldBe(["2003 amount"]);
        Rows("select amount::varchar, who(amount_denom) from event.fetch_hub_bank_transfer order by log_index")
            .ShouldBe([
                "10 #0",
                $"5 denom:{Ibc}",
                "7 denom:factory/x",
                "- denom:uwide",
                "99999999999999999999999999999999999999 denom:uwide",
                "0 #0",
            ]);
    }

    [Fact]
    public async Task Coins_without_another_side_are_told_by_account_and_amount()
    {
        CosmjsChain chain = CosmjsChain.Make(
            "fetchhub-4",
            "0.34.21",
            "fetch",
            """[{"txs": [{"events": [["coin_spent",["spender","@alice"],["amount","8afet"]]]}]}, {}]"""
        );

        await RunAsync(Manifest(chain), Serve(chain));

        Rows("select block_number, log_index, detail from chain.quarantine")
            .ShouldBe(["1 0 coins of @alice do not add up: -8 of FET have no other side in transaction 0."]);
    }

    [Theory]
    [InlineData("status", "version", "0.35.9", "node version '0.35.9' is not known")]
    [InlineData(
        "status",
        "network",
        "fetchhub-3",
        "serves 'fetchhub-3', but the manifest of chain 2000002001 is for 'fetchhub-4'"
    )]
    [InlineData("status", "version", "0.37.2", "it has finalize_block_events, which the node's version does not write")]
    [InlineData("status", "version", "0.34.21", "is not base64, as the node's version has it")]
    public async Task A_node_of_another_network_or_of_a_version_that_does_not_fit_is_refused(
        string method,
        string field,
        string value,
        string problem
    )
    {
        CosmosNode node = Serve(New.Value);
        node.Fault = (asked, _, result) =>
        {
            if (asked == method)
            {
                result["node_info"]![field] = value;
            }
            else if (asked == "block_results" && value == "0.34.21")
            {
                result["finalize_block_events"] = null;
            }
        };

        SyncResult result = await RunAsync(Manifest(New.Value), node);

        result.Stopped.Single().Reason.ShouldContain(problem);
        Cursor().ShouldBeNull();
    }

    [Theory]
    [InlineData("blockchain", "hashes to")]
    [InlineData("block", "transactions with root")]
    [InlineData("block_results", "results of block 2 have root")]
    public async Task A_lying_node_is_caught_and_nothing_of_its_range_is_stored(string method, string problem)
    {
        CosmosNode node = Serve(New.Value);
        node.Fault = (asked, block, result) =>
        {
            if (asked != method)
            {
                return;
            }

            switch (asked)
            {
                case "blockchain":
                    result["block_metas"]![2]!["header"]!["app_hash"] = new string('0', 64);
                    break;
                case "block" when block == 2:
                    result["block"]!["data"]!["txs"]!.AsArray().RemoveAt(0);
                    break;
                case "block_results" when block == 2:
                    result["txs_results"]![1]!["code"] = 0;
                    break;
            }
        };

        SyncResult result = await RunAsync(Manifest(New.Value), node);

        result.Stopped.Single().Reason.ShouldContain(problem);
        Cursor().ShouldBeNull();
        Rows("select count(*) from chain.log").ShouldBe(["0"]);
    }

    [Fact]
    public async Task A_node_that_pruned_history_says_so_and_one_that_keeps_it_stands_in()
    {
        CosmosNode pruned = Serve(New.Value);
        CosmosNode archive = Serve(Old.Value);
        pruned.Earliest = 3;

        SyncResult stopped = await RunAsync(Manifest(New.Value), pruned);
        long? before = Cursor();
        SyncResult whole = await RunAsync(Manifest(New.Value), pruned, archive);

        stopped
            .Stopped.Single()
            .Reason.ShouldContain("keeps blocks from 3 on and has not got block 1. Old blocks need a node");
        before.ShouldBeNull();
        whole.Stopped.ShouldBeEmpty();
        // The archive is of version 0.34: each answer is read in the dialect of the node that gave it.
        Cursor().ShouldBe(4);
        Rows("select count(*) from chain.quarantine").ShouldBe(["0"]);
    }

    [Fact]
    public async Task Results_that_a_node_does_not_keep_are_told_in_its_words()
    {
        CosmosNode node = Serve(New.Value);
        node.Earliest = 3;
        node.Fault = (asked, _, result) =>
        {
            if (asked == "status")
            {
                result["sync_info"]!["earliest_block_height"] = "1";
            }
            else if (asked == "blockchain")
            {
                result["block_metas"] = new JsonArray([
                    .. New.Value.Blocks.Reverse().Select(block => block["meta"]!.DeepClone()),
                ]);
            }
        };

        SyncResult result = await RunAsync(Manifest(New.Value), node);

        result
            .Stopped.Single()
            .Reason.ShouldContain(
                "height 1 is not available, lowest height is 3. Old blocks need a node that keeps them"
            );
    }

    [Fact]
    public async Task A_node_that_is_behind_changes_nothing_and_another_history_of_final_blocks_stops_the_chain()
    {
        CosmosNode node = Serve(New.Value);
        await RunAsync(Manifest(New.Value), node);
        node.Latest = 2;
        SyncResult behind = await RunAsync(Manifest(New.Value), node);
        CosmjsChain other = CosmjsChain.Make(
            "fetchhub-4",
            "0.38.17",
            "fetch",
            Blocks.Replace("\"code\": 5", "\"code\": 6", StringComparison.Ordinal)
        );

        SyncResult replaced = await RunAsync(Manifest(New.Value), Serve(other));

        behind.Stopped.ShouldBeEmpty();
        behind.BlockCount.ShouldBe(0);
        Cursor().ShouldBe(4);
        replaced.Stopped.Single().Reason.ShouldContain("though it was final. Nothing was changed.");
    }

    [Fact]
    public async Task A_node_behind_the_one_that_told_the_head_is_not_taken_for_a_liar_and_nothing_is_stored()
    {
        CosmosNode node = Serve(New.Value);
        int asked = 0;
        node.Fault = (method, _, result) =>
        {
            // One address, two nodes: the first two questions reach the one that has all blocks.
            if (method == "status" && ++asked > 2)
            {
                result["sync_info"]!["latest_block_height"] = "2";
            }
        };

        SyncResult result = await RunAsync(Manifest(New.Value), node);

        result.Stopped.Single().Reason.ShouldContain("has blocks up to 2 and not 5: it is behind.");
        Cursor().ShouldBeNull();
    }

    [Fact]
    public async Task A_contract_s_event_that_does_not_say_of_which_contract_stops_the_chain()
    {
        CosmjsChain chain = CosmjsChain.Make(
            "fetchhub-4",
            "0.34.21",
            "fetch",
            """[{"txs": [{"events": [["wasm",["action","register"]]]}]}, {}]"""
        );

        SyncResult result = await RunAsync(Manifest(chain), Serve(chain));

        result
            .Stopped.Single()
            .Reason.ShouldContain("Block 1 of chain 2000002001 has an event wasm without _contract_address");
        Cursor().ShouldBeNull();
    }
}
