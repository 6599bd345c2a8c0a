using Souk.Warehouse.Metrics;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>Manifests of systems whose contracts ship in no package: each published event, emitted by a MODELLED stand-in,
/// becomes the market rows that it should.</summary>
public sealed class PublishedSignatureTests(ScriptedMarkets markets) : IClassFixture<ScriptedMarkets>
{
    private IndexedSystems Indexed => markets.Indexed;

    [Fact]
    public Task Explorers_exports_of_both_networks_give_the_same_rows_of_every_system() => markets.CheckFilesAsync();

    [Fact]
    public void Nothing_waits_in_quarantine()
    {
        Indexed.Quarantined().ShouldBeEmpty();
        Indexed.Result.UnknownCount.ShouldBe(0);
    }

    [Fact]
    public void Fetch_swaps_stakes_and_withdrawals_are_rows()
    {
        Indexed
            .PaymentsOf("fetch_ai")
            .ShouldBe([
                "escrow_in ada > bridge: 500 FET, -, transfer",
                "release bridge > ben: 290 FET, -, transfer",
                "escrow_in ben > staking: 100 FET, -, transfer",
                "release staking > ben: 104 FET, -, transfer",
            ]);
        Indexed
            .RowsOf("stake", "fetch_ai", "party_id", "action", "quantity")
            .ShouldBe(["ben stake 100", "ben unstake 104"]);
        // One counts its swaps apart from the other: 7 is two messages.
        Indexed
            .Rows(
                "select format('{} {} {} {}', decode(message_id), direction, amount, protocol) from market.message where system = 'fetch_ai' order by 1"
            )
            .ShouldBe(["in/7 received 290 fetch_bridge", "out/7 sent 500 fetch_bridge"]);
        Indexed
            .RowsOf("activity", "fetch_ai", "kind", "party_id", "amount")
            .ShouldBe(["bridge ada 500", "bridge ben 290", "claim ben 104"]);
    }

    [Fact]
    public void Gensyn_rounds_and_outcome_markets_are_rows()
    {
        Indexed
            .RowsOf("asset", "gensyn", "asset_key", "kind", "owner_id")
            .ShouldBe(["gensyn/swarm/swarm model -", "gensyn/market service ada"]);
        Indexed
            .RowsOf("contribution", "gensyn", "asset_key", "contributor_id", "quantity")
            .ShouldBe(["gensyn/swarm/swarm ada -3", "gensyn/swarm/swarm ben 12"]);
        Indexed
            .RowsOf("attestation", "gensyn", "subject", "party_id", "kind")
            .ShouldBe(["gensyn/swarm/swarm/round/4 ada validation"]);
        Indexed
            .RowsOf("provenance", "gensyn", "subject", "verb", "object")
            .ShouldBe(["gensyn/swarm/swarm was_generated_by gensyn/swarm/swarm/round/4"]);
        Indexed.RowsOf("node", "gensyn", "party_id", "role", "action").ShouldBe(["ada worker joined"]);
        Indexed
            .PaymentsOf("gensyn")
            .ShouldBe([
                "escrow_in ben > market: 1000 USDC, gensyn/market, transfer",
                "release market > ben: 400 USDC, gensyn/market, transfer",
            ]);
    }

    [Fact]
    public void Ritual_orders_proofs_and_wallets_are_rows()
    {
        Indexed
            .PaymentsOf("ritual")
            .ShouldBe([
                "escrow_in wallet > ben: 60 COIN, -, internal",
                "price wallet > ben: 45 COIN, -, native",
                "refund wallet > ben: 15 COIN, -, internal",
            ]);
        Indexed
            .RowsOf("attestation", "ritual", "subject", "party_id", "kind", "is_accepted")
            .ShouldBe(["ritual/subscription/5 ada computation false"]);
        Indexed
            .RowsOf("review", "ritual", "task_key", "action", "channel", "contributor_id", "reviewer_id", "quality")
            .ShouldBe(["ritual/subscription/5 rejected compute ben ada -"]);
        Indexed
            .RowsOf("attribution", "ritual", "asset_key", "party_id", "role")
            .ShouldBe(["ritual/subscription/5 ben compute_node"]);
        Indexed
            .RowsOf("job", "ritual", "job_key", "kind", "action", "worker_id")
            .ShouldBe(["ritual/subscription/5 compute requested -", "ritual/subscription/5 compute completed ben"]);
        Indexed.RowsOf("control", "ritual", "controlled_id", "controller_id", "rule").ShouldBe(["wallet ada deployer"]);
    }

    [Fact]
    public void Both_forms_of_an_omnichain_send_are_joined_to_what_arrived()
    {
        Indexed
            .Rows(
                "select format('0x{} {} {} {}', lower(hex(message_id)), status, sent_amount, received_amount) from market.message_pair where system = 'layerzero' order by 1"
            )
            .ShouldBe(["guid-newer delivered 1000 1000", "guid-older altered 77 76"]);
        Indexed
            .RowsOf("activity", "layerzero", "chain_id", "kind", "party_id", "amount")
            .ShouldBe(["1 bridge ada 1000", "1 bridge ben 77", "56 bridge ada 1000", "56 bridge ada 76"]);
        // Each message names the account at its end: Ada is one contributor on both chains, and Ben is another.
        Indexed
            .RowsOf("identity", "layerzero", "chain_id", "identity_key", "party_id", "action", "evidence")
            .ShouldBe([
                "1 layerzero/account/ada ada linked message",
                "1 layerzero/account/ben ben linked message",
                "56 layerzero/account/ada ada linked message",
                "56 layerzero/account/ada ada linked message",
            ]);
    }

    [Fact]
    public void A_wormhole_message_is_joined_by_its_emitter_and_sequence()
    {
        Indexed
            .Rows(
                "select format('{} {} {}', status, sent_chain_id, coalesce(received_chain_id::varchar, '-')) from market.message_pair where system = 'wormhole' order by 1"
            )
            .ShouldBe(["delivered 1 56", "in_flight 1 -"]);
        Indexed
            .RowsOf("message", "wormhole", "chain_id", "direction", "party_id", "peer")
            .ShouldBe(["1 sent ada 0", "1 sent ada 0", "56 received bridge on BNB 2"]);
    }

    [Fact]
    public void A_price_feed_is_one_asset_with_an_attestation_for_each_update()
    {
        Indexed
            .RowsOf("asset", "pyth", "asset_key", "kind")
            .ShouldBe(["pyth/FET/USD service", "pyth/BEAR/USD service"]);
        Indexed
            .RowsOf("attestation", "pyth", "subject", "party_id", "is_accepted")
            .ShouldBe(["pyth/FET/USD pyth true", "pyth/FET/USD pyth true", "pyth/BEAR/USD pyth true"]);
        Indexed
            .Rows(
                "select format('{} {} {}', publish_time, price, conf) from event.pyth_price_feeds_price_feed_update order by block_number"
            )
            .ShouldBe(["1700000000 65000000 40000", "1700000060 -1 40000", "1700000060 7 0"]);
    }

    [Fact]
    public void A_feed_that_the_mapping_knows_prices_its_token_and_no_other_does()
    {
        Indexed
            .RowsOf("oracle_price", "pyth", "quote", "price", "confidence", "exponent", "publish_time")
            .ShouldBe(["USD 65000000 40000 -8 2023-11-14 22:13:20", "USD -1 40000 -8 2023-11-14 22:14:20"]);
        MetricTable prices = MetricCatalogue.Run(Indexed.Connection, "prices", "fetch_ai");

        // Fetch.ai's FET, by the feed's last update above 0.
        object?[] first = prices.Rows[0];
        prices.Integer(first, "price_e18").ShouldBe(650_000_000_000_000_000);
        prices.Text(first, "symbol").ShouldBe("FET");
        prices.Text(first, "source").ShouldBe("pyth");
    }

    [Fact]
    public void Native_coins_that_are_burned_paid_and_minted_are_rows()
    {
        Indexed
            .PaymentsOf("bnb_chain")
            .ShouldBe(["burn validators > nobody: 10 BNB, -, native", "reward validators > ada: 90 BNB, -, native"]);
        Indexed.PaymentsOf("avalanche").ShouldBe(["mint ada > ben: 33 MASA-L1, -, native"]);
        Indexed.RowsOf("activity", "avalanche", "kind", "party_id", "amount").ShouldBe(["mint ben 33"]);
    }

    [Fact]
    public void Myshell_is_its_token_and_no_more()
    {
        Indexed
            .RowsOf("transfer", "myshell", "sender_id", "recipient_id", "amount")
            .ShouldBe(["nobody ada 1000", "ada ben 250"]);
        Indexed.RowsOf("activity", "myshell", "kind", "party_id", "amount").ShouldBe(["mint ada 1000"]);
    }
}
