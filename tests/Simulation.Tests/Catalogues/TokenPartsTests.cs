namespace Souk.Simulation.Tests.Catalogues;

public class TokenPartsTests
{
    [Fact]
    public void Accounts_hold_what_they_open_with_and_only_wallets_circulate()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                alice: { kind: account, balance: [100 TKN, 7.5 USDC] }
                fund: { kind: account, holder: treasury, balance: 40 TKN }
                """
            )
        );

        run.Held("alice").ShouldBe(100_000_000);
        run.Held("alice", "USDC").ShouldBe(7_500_000);
        run.Supply().ShouldBe(140_000_000);
        run.Series("circulating")[9].ShouldBe(100);
        run.Series("treasury")[9].ShouldBe(40);
    }

    [Fact]
    public void Linear_vesting_pays_the_launch_share_at_once_and_the_rest_after_the_cliff_by_the_second()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                team: { kind: account }
                vest: { kind: vesting.linear, total: 100 TKN, to: team, launch_share: 10 %, cliff: 4 days, duration: 7 days }
                """
            )
        );

        // 10 at the launch; the cliff ends with day 3, by when 4/7 of 90 accrued, rounded down to base units.
        double[] unlocked = run.Series("unlocked");
        unlocked[0].ShouldBe(10);
        unlocked[2].ShouldBe(10);
        unlocked[3].ShouldBe(10 + 51.428571);
        unlocked[6].ShouldBe(100);
        run.Held("team").ShouldBe(100_000_000);
        run.Held("vest").ShouldBe(0);
    }

    [Fact]
    public void Stepped_vesting_counts_calendar_months_and_leaves_out_what_was_paid_before_the_first_day()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                team: { kind: account }
                vest: { kind: vesting.stepped, share: 12 %, token: TKN, to: team, start: 2024-11-05, duration: 12 months }
                """,
                supplyMax: "1000 TKN"
            )
        );

        // 120 in all; on 5 December the first twelfth was paid. The second is free at 0:00 of 5 January, the close of day 3.
        run.Series("unlocked")[2].ShouldBe(0);
        run.Series("unlocked")[3].ShouldBe(10);
        run.Held("vest").ShouldBe(100_000_000);
        run.Supply().ShouldBe(110_000_000);
    }

    [Fact]
    public void A_fixed_emission_stops_at_its_cap()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                pay: { kind: account, holder: rewards }
                mint: { kind: emission.fixed, per_day: 3 TKN/day, cap: 10 TKN, to: pay, start: 2025-01-03 }
                """
            )
        );

        run.Series("emitted").ShouldBe([0, 0, 3, 6, 9, 10, 10, 10, 10, 10]);
        run.Held("pay").ShouldBe(10_000_000);
    }

    [Fact]
    public void No_emission_mints_beyond_the_supply()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                pay: { kind: account, balance: 5 TKN }
                mint: { kind: emission.fixed, per_day: 3 TKN/day, to: pay }
                """,
                supplyMax: "12 TKN"
            )
        );

        run.Series("supply").ShouldBe([8, 11, 12, 12, 12, 12, 12, 12, 12, 12]);
    }

    [Fact]
    public void A_halving_emission_halves_when_half_of_the_cap_is_issued()
    {
        // 100 blocks a day of 1 token: 1,000 are issued after day 9, the half of the cap; blocks pay 0.5 from then on.
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                miners: { kind: account }
                mint: { kind: emission.halving, reward: 1 TKN, cap: 2000 TKN, blocks_per_day: 100, to: miners }
                """,
                supplyMax: "2000 TKN",
                horizon: "12 days"
            )
        );

        run.Series("emitted")[9].ShouldBe(1_000);
        run.Series("emitted")[10].ShouldBe(1_050);
        run.Series("emitted")[11].ShouldBe(1_100);
    }

    [Fact]
    public void A_geometric_emission_mints_AGIX_s_plan_at_the_end_of_each_period()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                fund: { kind: account }
                mint: { kind: emission.geometric, first: 15M TKN, period: 5 days, to: fund }
                """
            )
        );

        run.Series("emitted")[3].ShouldBe(0);
        run.Series("emitted")[4].ShouldBe(15_000_000);
        run.Series("emitted")[9].ShouldBe(29_775_000);
    }

    [Fact]
    public void Half_of_a_half_life_emission_is_minted_in_its_half_life()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                fund: { kind: account }
                mint: { kind: emission.half_life, total: 800 TKN, half_life: 5 days, to: fund }
                """
            )
        );

        run.Series("emitted")[4].ShouldBe(400);
        run.Series("emitted")[9].ShouldBe(600);
    }

    [Fact]
    public void A_scheduled_burn_takes_its_amount_and_never_more_than_the_account_holds()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                fund: { kind: account, balance: 25 TKN }
                fire: { kind: burn.scheduled, from: fund, amount: 10 TKN, every: 3 days, total: 100 TKN }
                """
            )
        );

        run.Series("burned").ShouldBe([0, 0, 10, 10, 10, 20, 20, 20, 25, 25]);
        run.Supply().ShouldBe(0);
    }

    [Fact]
    public void The_auto_burn_follows_its_formula_at_the_quarter_s_mean_price()
    {
        // 10 blocks a day in 5 days, a price of 3 and an anchor of 1,000: 50 × 1000 / 1003 = 49.850448…
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                fund: { kind: account, balance: 1000 TKN }
                pool: { kind: pool.constant_product, token_reserve: 100 TKN, money_reserve: 300 USDC }
                fire: { kind: burn.auto, from: fund, pool: pool, blocks_per_day: 10, floor: 10 TKN, every: 5 days }
                """
            )
        );

        run.Series("burned")[3].ShouldBe(0);
        run.Series("burned")[4].ShouldBe(49.850448);
        run.Held("fund").ShouldBe(1_000_000_000 - (2 * 49_850_448));
    }
}
