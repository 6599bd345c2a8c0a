using Souk.Simulation.Adversaries;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Designs;
using Souk.Simulation.Tests.Catalogues;

namespace Souk.Simulation.Tests.Adversaries;

public sealed class AdversaryLabTests
{
    private const string Head = """
        start: 2025-01-01
        horizon: 20 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          till: { kind: account, holder: treasury }
          budget: { kind: account, holder: rewards, balance: 1M USDC }
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 100k USDC, fee: 0 }
          stock: { kind: account, holder: treasury, balance: 10M TKN }

        """;

    private const string Farm =
        "  farm: { kind: people.sybil_farm, balance: 1M USDC, identities: 0, identity_cost: 1 USD, fees: till, honest: 1000, rewards: budget, budget: 1000 USDC/day }\n";

    [Fact]
    public void The_most_profitable_sybil_farm_has_the_size_of_the_closed_form()
    {
        // A contest for B = 20,000 USD at 1 USD a head beside H = 1,000: n* = √(B H) − H, profit B n / (n + H) − n.
        double heads = Math.Sqrt(20_000.0 * 1_000) - 1_000;
        double profit = (20_000 * heads / (heads + 1_000)) - heads;

        AttackFinding found = Lab(Farm, "farm", "farm.identities=0..20000").Find(evaluations: 200);

        found.Best.Found.ProfitUsd.ShouldBe(profit, 1);
        double.Parse(found.Best.Settings[0].Value).ShouldBe(heads, 40);
        found.Best.Fresh.ProfitUsd.ShouldBe(found.Best.Found.ProfitUsd);
        found.Best.Found.GainUsd.ShouldBe(profit + found.Best.Found.CostUsd, 0.01);
    }

    [Fact]
    public void The_cheapest_farm_that_earns_enough_is_the_lesser_root_and_the_reward_s_account_pays()
    {
        // B n / (n + H) − n = E, so n² + (H + E − B) n + E H = 0.
        const double earn = 5_000;
        double half = (20_000.0 - 1_000 - earn) / 2;
        double least = half - Math.Sqrt((half * half) - (earn * 1_000));

        AttackFinding found = Lab(Farm, "farm", "farm.identities=0..20000").Find(evaluations: 200, earn);

        found.Cheapest!.Found.CostUsd.ShouldBe(least, 2);
        found.Cheapest.Found.ProfitUsd.ShouldBeGreaterThanOrEqualTo(earn);
        found.Cheapest.Found.Return.ShouldBe(earn / least, 0.1);
        AttackPayer payer = found.Payers.ShouldHaveSingleItem();
        payer.Group.ShouldBe("budget");
        payer.Usd.ShouldBe(found.Cheapest.Fresh.GainUsd, 0.01);
    }

    [Fact]
    public void Nothing_is_found_where_a_fee_is_above_what_volume_is_paid()
    {
        // The first dollar of volume earns B / V = 1 % of itself and costs 2 %.
        const string washers =
            "  wash: { kind: people.reward_washers, balance: 1M USDC, volume: 0 USD/day, honest_volume: 100k USD/day, market_fee: 2 %, fees: till, rewards: budget, budget: 1000 USDC/day }\n";

        AttackFinding found = Lab(washers, "wash", "wash.volume=1 USD/day..500000 USD/day").Find(evaluations: 100);

        found.Best.Found.ProfitUsd.ShouldBeLessThan(0);
        found.Best.Pays.ShouldBeFalse();
        found.Cheapest.ShouldBeNull();
        found.Payers.ShouldBeEmpty();
    }

    [Fact]
    public void Washing_for_a_reward_above_the_fee_is_found_at_the_closed_form()
    {
        // f = 0.5 % and B / V = 1 %: w* = √(B V / f) − V.
        const string washers =
            "  wash: { kind: people.reward_washers, balance: 1M USDC, volume: 0 USD/day, honest_volume: 100k USD/day, market_fee: 0.5 %, fees: till, rewards: budget, budget: 1000 USDC/day }\n";
        double volume = Math.Sqrt(1_000.0 * 100_000 / 0.005) - 100_000;
        double daily = (1_000 * volume / (volume + 100_000)) - (0.005 * volume);

        AttackFinding found = Lab(washers, "wash", "wash.volume=0 USD/day..500000 USD/day").Find(evaluations: 150);

        found.Best.Found.ProfitUsd.ShouldBe(20 * daily, 0.5);
    }

    private const string Graph = """
          caller: { kind: account, balance: 1M USDC }
          lab: { kind: account }
          crowd: { kind: account }
          graph:
            kind: royalties.graph
            token: USDC
            assets: [data, agent = 4 data]
            call_share: 40 %
            composition_share: 0
            depth: 5
            holders: [developer lab, data = annotator crowd]
          calls: { kind: royalties.calls, graph: graph, payer: caller, assets: agent, per_day: 100, price: 10 USDC }

        """;

    private static string Ring(string more) =>
        $"  ring: {{ kind: people.citation_ring, balance: 1M USDC, graph: graph, asset: agent, fees: till, {more} }}\n";

    [Fact]
    public void A_citation_ring_grows_to_the_closed_form_and_those_whose_data_are_used_pay()
    {
        // 40 % of 1,000 USD a day for 20 days are owed to data of weight 4; a work costs 5 USD: n* = √(S W / c) − W.
        const double owed = 0.4 * 1_000 * 20;
        double works = Math.Sqrt(owed * 4 / 5) - 4;
        double profit = (owed * works / (works + 4)) - (5 * works);

        AttackFinding found = Lab(Graph + Ring("citations: 0, citation_cost: 5 USD"), "ring", "ring.citations=0..1000")
            .Find(evaluations: 150);

        found.Best.Found.ProfitUsd.ShouldBe(profit, 5);
        double.Parse(found.Best.Settings[0].Value).ShouldBe(works, 5);
        found.Payers[0].Group.ShouldBe("crowd");
        found.Payers[0].Usd.ShouldBe(found.Cheapest!.Fresh.GainUsd, 1);
    }

    [Theory]
    [InlineData(0, "0", 0)]
    [InlineData(12, "0", 0.75)]
    [InlineData(12, "100 %", 0)]
    public void Royalties_are_diverted_by_the_weight_of_what_is_cited_and_nobody_else_is_touched(
        int citations,
        string found,
        double share
    )
    {
        CatalogueRun with = CatalogueRun.Of(
            Head + Graph + Ring($"citations: {citations}, citation_cost: 0 USD, found: {found}"),
            auditSteps: 3
        );
        CatalogueRun without = CatalogueRun.Of(Head + Graph);

        // Found out on the next day, works are paid for one day only.
        double diverted = found == "0" ? 400 * 20 * share : 400 * 0.75;
        with.Series("ring.diverted")[19].ShouldBe(diverted, 1e-3);
        with.Series("graph.annotator")[19].ShouldBe((400 * 20) - diverted, 1e-3);
        without.Series("graph.annotator")[19].ShouldBe(400 * 20);
        foreach (string untouched in new[] { "graph.developer", "graph.direct", "calls.made", "price", "supply" })
        {
            with.Series(untouched).ShouldBe(without.Series(untouched), untouched);
        }
    }

    [Fact]
    public void Who_buys_locked_tokens_below_the_market_dumps_as_many_as_the_pool_s_depth_pays_for()
    {
        // Selling q into reserves x, y at cost c a token: y q / (x + q) − c q is greatest at q = √(x y / c) − x.
        const string dumpers =
            "  dump: { kind: people.cliff_dumpers, balance: 1M USDC, bought: 0 TKN, price: 0.025 USD, seller: stock, cliff: 5 days, pool: pool }\n";
        double tokens = Math.Sqrt(1e6 * 1e5 / 0.025) - 1e6;
        double profit = (1e5 * tokens / (1e6 + tokens)) - (0.025 * tokens);

        AttackFinding found = Lab(dumpers, "dump", "dump.bought=0 TKN..5000000 TKN").Find(evaluations: 150);

        found.Best.Found.ProfitUsd.ShouldBe(profit, 1);
        found.Payers[0].Group.ShouldBe("stock");
    }

    [Fact]
    public void The_cheapest_cartel_buys_the_quorum_and_no_more()
    {
        // Without a fee, what buys Q of x tokens from y money is y Q / (x − Q), and all of it comes back.
        const string cartel = """
              vault: { kind: account, holder: treasury, balance: 50k USDC }
              club: { kind: people.cartel, balance: 1M USDC, spend: 0 USD, pool: pool, quorum: 200k TKN, treasury: vault, take: 40 % }

            """;

        AttackFinding found = Lab(cartel, "club", "club.spend=0 USD..200000 USD").Find(evaluations: 200, 19_000);

        found.Cheapest!.Found.ProfitUsd.ShouldBe(20_000, 0.01);
        found.Cheapest.Found.CostUsd.ShouldBeInRange(25_000, 25_100);
        found.Payers.ShouldHaveSingleItem().Group.ShouldBe("vault");
    }

    [Fact]
    public void Only_an_adversary_whose_choices_vary_can_be_played() =>
        Should.Throw<ArgumentException>(() => Lab(Farm, "pool", "farm.identities=0..5"));

    private static AdversaryLab Lab(string parts, string part, params string[] vary) =>
        new(Catalogue.Read("test.yaml", _ => Head + parts), part, [.. vary.Select(Variation.Parse)], seed: 1, runs: 1);
}
