using System.Globalization;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Catalogues.Launches;
using Souk.Simulation.Mechanisms.Vestings;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues;

public class LaunchTests
{
    private const string Holders = """
        pool: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 1000 USDC }
        people: { kind: people.insiders, count: 3, pool: pool, sell_hazard: 0 }
        treasury: { kind: account, holder: treasury, balance: 10k TKN }

        """;

    // 3,000 USDC of three equal buyers could buy 6,000 tokens at 0.5; 3,000 are for sale.
    private const string Sale =
        "supply: 3000 TKN, price: 0.5 USD, demand: 3000 USDC, deposit_sigma: 0, buyers: people, proceeds: treasury, launch_share: 20 %, duration: 20 days, on: 2025-01-03";

    [Fact]
    public void A_pro_rata_sale_serves_all_buyers_alike_and_refunds_the_rest()
    {
        CatalogueRun run = CatalogueRun.Of(CatalogueRun.Text($"{Holders}sale: {{ kind: sale.pro_rata, {Sale} }}"));

        run.Series("sale.wanted")[9].ShouldBe(6000);
        run.Series("sale.sold")[9].ShouldBe(3000);
        run.Series("sale.oversubscription").ShouldBe([0, 0, 2, 2, 2, 2, 2, 2, 2, 2]);
        run.Held("treasury", "USDC").ShouldBe(1_500_000_000);
        run.HeldBy("people", 2, "USDC").ShouldBe(500_000_000);
        // 200 at the launch, and 8 of 20 days of the other 800.
        run.HeldBy("people", 0).ShouldBe(520_000_000);
        run.HeldBy("people", 2).ShouldBe(520_000_000);
        run.Series("unlocked")[2].ShouldBe(600 + (3 * 40));
        run.Series("sale.locked")[9].ShouldBe(3000 - 1560);
    }

    [Fact]
    public void A_first_come_sale_serves_buyers_in_their_order_until_nothing_is_left()
    {
        CatalogueRun run = CatalogueRun.Of(CatalogueRun.Text($"{Holders}sale: {{ kind: sale.first_come, {Sale} }}"));

        run.Series("sale.sold")[9].ShouldBe(3000);
        run.HeldBy("people", 0).ShouldBe(1_040_000_000);
        run.HeldBy("people", 1).ShouldBe(520_000_000);
        run.HeldBy("people", 2).ShouldBe(0);
        run.HeldBy("people", 0, "USDC").ShouldBe(0);
        run.HeldBy("people", 1, "USDC").ShouldBe(500_000_000);
        run.HeldBy("people", 2, "USDC").ShouldBe(1_000_000_000);
    }

    [Fact]
    public void A_sale_that_is_not_sold_out_gives_the_rest_back_and_obeys_the_cap_per_buyer()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Holders
                    + "rest: { kind: account }\n"
                    + $"sale: {{ kind: sale.pro_rata, {Sale}, cap_per_buyer: 250 TKN, unsold: rest }}"
            )
        );

        run.Series("sale.oversubscription")[9].ShouldBe(0.25);
        run.Held("rest").ShouldBe(2_250_000_000);
        run.Series("sale.raised")[9].ShouldBe(375);
        run.Series("sale.refunded")[9].ShouldBe(2625);
    }

    [Fact]
    public void A_listing_doubles_the_pool_at_its_price_and_triples_the_flow_which_calms_down()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                $"{Holders}list: {{ kind: listing, pool: pool, on: 2025-01-05, half_life: 2 days, tokens_from: treasury }}"
            ),
            auditSteps: 7
        );

        run.Series("pool.money")[3].ShouldBe(1000);
        run.Series("pool.money")[4].ShouldBe(2000);
        run.Held("treasury").ShouldBe(9_000_000_000);
        run.Series("pool.price")[4].ShouldBe(1);
        double[] factor = run.Series("list.volatility");
        factor[3].ShouldBe(1);
        factor[4].ShouldBe(3);
        factor[6].ShouldBe(2, 1e-12);
        factor[8].ShouldBe(1.5, 1e-12);
    }

    [Fact]
    public void Traders_of_a_listed_pool_trade_as_much_more_as_the_listing_says()
    {
        const string Traders = "traders: { kind: people.traders, pool: pool, balance: 5k TKN, flow_sigma: 0.001 }\n";
        const string Listing =
            "list: { kind: listing, pool: pool, on: 2025-01-01, liquidity_added: 0, volatility_added: 3, half_life: 1000 days, tokens_from: treasury }";

        CatalogueRun calm = CatalogueRun.Of(CatalogueRun.Text(Holders + Traders, horizon: "1 day"));
        CatalogueRun wild = CatalogueRun.Of(CatalogueRun.Text(Holders + Traders + Listing, horizon: "1 day"));

        double before = calm.Series("pool.money")[0] - 1000;
        double after = wild.Series("pool.money")[0] - 1000;
        before.ShouldNotBe(0);
        (after / before).ShouldBe(4, 0.05);
    }

    [Fact]
    public void An_airdrop_in_tiers_pays_claims_and_returns_what_nobody_claimed()
    {
        // All have 100 points, so all are in the second tier: 3 × 20 of a pot of 100.
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Holders
                    + "drop: { kind: airdrop, pot: 100 TKN, to: people, points_sigma: 0, tier_points: [10, 50, 500], tier_amounts: [5 TKN, 20 TKN, 90 TKN], opens: 2025-01-02, window: 3 days, claim_hazard: 100 %, unclaimed: treasury }"
            ),
            auditSteps: 7
        );

        run.Series("drop.claimed")[0].ShouldBe(0);
        run.Series("drop.claimed")[1].ShouldBe(60);
        run.HeldBy("people", 1).ShouldBe(20_000_000);
        run.Series("drop.returned")[3].ShouldBe(0);
        run.Series("drop.returned")[4].ShouldBe(40);
        run.Held("drop").ShouldBe(0);
    }

    [Fact]
    public void An_airdrop_in_proportion_to_points_gives_all_of_its_pot()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Holders + "drop: { kind: airdrop, pot: 100 TKN, to: people, claim_hazard: 100 %, unclaimed: treasury }"
            )
        );

        run.Held("people").ShouldBe(100_000_000);
        run.HeldBy("people", 0).ShouldNotBe(run.HeldBy("people", 1));
    }

    private const string Table = """
        team: { kind: account }
        fund: { kind: account }
        table: { kind: allocation, buckets: [team, public, growth], shares: [20 %, 10 %, 50 %], to: [team, fund, fund], launch_shares: [0, 25 %, 0], cliffs: [12 months, 0 months, 6 months], durations: [36 months, 10 months, 36 months], steps: 1 month }
        """;

    [Fact]
    public void An_allocation_table_vests_each_bucket_by_its_row()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(Table, supplyMax: "3600 TKN", horizon: "13 months"),
            auditSteps: 3
        );

        // Public: 90 at once, 27 each month. Growth: 50 a month, the first six on 1 July. Team: 240 on 1 January.
        double[] unlocked = run.Series("unlocked");
        unlocked[0].ShouldBe(90);
        unlocked[30].ShouldBe(117);
        unlocked[180].ShouldBe(90 + (6 * 27) + 300);
        unlocked[364].ShouldBe(90 + 270 + 600 + 240);
        run.Series("table.team.locked")[363].ShouldBe(720);
        run.Series("table.team.locked")[364].ShouldBe(480);
        run.Supply().ShouldBe(2_880_000_000);
    }

    [Fact]
    public void Schedules_say_cliffs_and_ends_of_buckets_vestings_and_sales()
    {
        IReadOnlyList<UnlockSchedule> schedules = UnlockTable.SchedulesOf(
            Catalogue.Read(
                "schedules",
                _ =>
                    """
                        title: Schedules
                        start: 2024-03-07
                        horizon: 1 year
                        tokens:
                          TKN: { decimals: 6, supply_max: 1000 TKN }
                          USDC: { decimals: 6 }
                        parts:
                          fund: { kind: account }
                          people: { kind: account }
                          table:
                            kind: allocation
                            buckets: [team, all_free]
                            shares: [20 %, 10 %]
                            to: [fund, fund]
                            launch_shares: [0, 100 %]
                            locks: [12 months, 0 months]
                            durations: [36 months, 0 months]
                            steps: [1 month, 0 months]
                            start: 2024-04-11
                          late: { kind: vesting.linear, total: 50 TKN, to: fund, start: 2024-05-01, launch_share: 10 %, cliff: 30 days, duration: 90 days }
                          private: { kind: sale.pro_rata, supply: 30 TKN, price: 0.02 USD, demand: 2 USDC, buyers: people, proceeds: fund, on: 2024-03-10, launch: 2024-04-11, launch_share: 20 %, duration: 10 days }
                        """
            )
        );

        schedules.ShouldBe([
            Schedule("table", "team", 200, 0, "2024-04-11", "2025-05-11", "2028-04-11"),
            Schedule("table", "all_free", 100, 100, "2024-04-11", "2024-04-11", "2024-04-11"),
            Schedule("late", "late", 50, 5, "2024-05-01", "2024-05-31", "2024-07-30"),
            Schedule("private", "private", 30, 6, "2024-04-11", "2024-04-11", "2024-04-21"),
        ]);
        schedules.Select(one => one.HasCliff).ShouldBe([true, false, true, false]);

        static UnlockSchedule Schedule(
            string part,
            string bucket,
            int total,
            int free,
            string launch,
            string first,
            string end
        ) => new(part, bucket, "TKN", 6, total * 1_000_000, free * 1_000_000, Day(launch), Day(first), Day(end));

        static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    [Fact]
    public void The_unlock_calendar_of_an_allocation_is_a_table_by_bucket_and_month()
    {
        IReadOnlyList<UnlockRow> rows = UnlockTable.Of(
            CatalogueRun.Read(CatalogueRun.Text(Table, supplyMax: "3600 TKN"))
        );

        rows.Count.ShouldBe(3 * 37);
        UnlockRow cliff = rows.First(row => row.Bucket == "team" && row.Unlocked > 0);
        cliff.ShouldBe(new UnlockRow("table", "team", 12, new DateOnly(2026, 1, 1), "TKN", 240_000_000, 240_000_000));
        rows.Last(row => row.Bucket == "growth").Cumulative.ShouldBe(1_800_000_000);
    }

    [Theory]
    [InlineData(
        "t: { kind: allocation, buckets: [a, b], shares: [60 %, 50 %], to: [team, team] }",
        "t.buckets: buckets add up to 1100000000 parts per billion"
    )]
    [InlineData("t: { kind: allocation, buckets: [a, b], shares: 60 %, to: [team, team] }", "shares has 1 values")]
    [InlineData(
        "t: { kind: allocation, buckets: [a], shares: 1, to: team, cliffs: 13 months, durations: 12 months }",
        "a cliff after the end never comes"
    )]
    [InlineData(
        "t: { kind: allocation, buckets: [a], shares: 1, to: team, durations: 45 days }",
        "durations has 1.48 months"
    )]
    [InlineData(
        "s: { kind: sale.pro_rata, supply: 1 TKN, price: 1 USD, demand: 1 TKN, buyers: team, proceeds: team }",
        "demand is in TKN, which is what the sale sells"
    )]
    [InlineData(
        "s: { kind: sale.pro_rata, supply: 1 TKN, price: 1 USD, demand: 1 USDC, buyers: team, proceeds: team, on: 2025-01-03, launch: 2025-01-02 }",
        "s.launch: is before the sale"
    )]
    [InlineData(
        "a: { kind: airdrop, pot: 1 TKN, to: team, unclaimed: team, tier_points: [5, 4], tier_amounts: [1 TKN, 1 TKN] }",
        "sort them by points"
    )]
    public void Launches_that_do_not_fit_are_refused(string part, string message) =>
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(CatalogueRun.Text("team: { kind: account }\n" + part, "1000 TKN"))
            )
            .Message.ShouldContain(message);
}
