using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues;

public class StakingPoolTests
{
    [Fact]
    public void A_stake_tied_to_vesting_stays_out_of_circulation_until_the_vesting_ends()
    {
        CatalogueRun run = CatalogueRun.Of(MechanismPage.Example("stakes.md"), auditSteps: 9);

        // Half of the 30 that are free on day 0; the vesting ends with day 7, the stake's own period with day 2.
        run.Series("stake.staked").ShouldBe([15, 15, 15, 15, 15, 15, 15, 0, 0, 0]);
        run.Series("stake.qualified").ShouldBe([1, 1, 1, 1, 1, 1, 1, 0, 0, 0]);
        run.Series("circulating")[3].ShouldBe(60 - 15);
        run.Series("circulating")[6].ShouldBe(90 - 15);
        run.Series("circulating")[7].ShouldBe(100 + 1.5);
        run.Held("team").ShouldBe(101_500_000);
    }

    [Fact]
    public void A_stake_of_its_own_returns_after_its_period()
    {
        CatalogueRun run = CatalogueRun.Of(
            MechanismPage.Example("stakes.md").Replace("    vesting: vest\n", "", StringComparison.Ordinal)
        );

        run.Series("stake.staked").ShouldBe([15, 15, 0, 0, 0, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void The_reward_programme_takes_no_stake_after_two_years_and_pays_what_it_promised()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                node: { kind: account, balance: 1000 TKN }
                oracle: { kind: stake.pool, rewards: 500 TKN, owners: node, share: 10 %, every: 100 days, period: 30 days, interest: 10 %, ends: 2026-12-31, required: 100 TKN }
                """,
                horizon: "1095 days"
            )
        );

        // Eight stakes, the last on day 700; each adds a hundredth, rounded down twice: 1,000,000,000 to 1,082,856,704.
        double[] staked = run.Series("oracle.staked");
        staked[700].ShouldBe(107.213535);
        staked[729].ShouldBe(107.213535);
        staked[730].ShouldBe(0);
        staked[800].ShouldBe(0);
        staked[1_000].ShouldBe(0);
        run.Series("oracle.qualified")[129].ShouldBe(1);
        run.Series("oracle.qualified")[130].ShouldBe(0);
        run.Held("node").ShouldBe(1_082_856_704);
        run.Held("oracle.rewards").ShouldBe(417_143_296);
    }

    [Fact]
    public void An_emission_pays_only_those_who_hold_the_stake_that_its_pool_requires()
    {
        const string Parts = """
            pool: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 1000 USDC }
            nodes: { kind: people.insiders, count: 3, balance: 305 TKN, pool: pool, sell_hazard: 0 }
            stakes: { kind: stake.pool, rewards: 0 TKN, owners: nodes, share: 50 %, every: 100 days, period: 5 days, interest: 0, required: 50.9 TKN }
            pay: { kind: emission.fixed, per_day: 7 TKN/day, to: nodes, stakes: stakes }
            """;

        CatalogueRun run = CatalogueRun.Of(CatalogueRun.Text(Parts), auditSteps: 8);

        // 101.666667, 101.666667 and 101.666666 TKN at first: each stakes 50.833333 and nobody qualifies.
        run.Series("pay.emitted")[^1].ShouldBe(0);
        // With 50 TKN required all three qualify from the close of the first day until their period is over.
        CatalogueRun paid = CatalogueRun.Of(
            CatalogueRun.Text(Parts.Replace("50.9 TKN", "50 TKN", StringComparison.Ordinal))
        );
        paid.Series("pay.emitted").ShouldBe([0, 7, 14, 21, 28, 35, 35, 35, 35, 35]);
        paid.Series("stakes.qualified").ShouldBe([3, 3, 3, 3, 3, 0, 0, 0, 0, 0]);
        Int128[] held = paid.Each("nodes");
        held.ShouldBe([113_333_337, 113_333_332, 113_333_331]);
    }

    [Theory]
    [InlineData(", to: fund", 27_100_000, 0)]
    [InlineData("", 0, 27_100_000)]
    public void A_stake_at_fault_loses_its_share_to_an_account_or_out_of_the_supply(string to, int paid, int burned)
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                $$"""
                fund: { kind: account }
                node: { kind: account, balance: 1000.000019 TKN }
                stakes: { kind: stake.pool, rewards: 500 TKN, owners: node, share: 10 %, every: 100 days, period: 3 days, interest: 10 % }
                faults: { kind: stake.slashing, pool: stakes, hazard: 100 %, share: 10 %{{to}} }
                """
            ),
            auditSteps: 5
        );

        // 100.000001 are staked. A tenth of what is left, rounded down, goes on each of three days; then it returns with a
        // tenth of what it is by then: 72.900001 and 7.29.
        run.Series("stakes.staked").ShouldBe([90.000001, 81.000001, 72.900001, 0, 0, 0, 0, 0, 0, 0]);
        run.Series("stakes.reserved")[1].ShouldBe(8.1);
        run.Series("faults.slashed").ShouldBe([10, 19, 27.1, 27.1, 27.1, 27.1, 27.1, 27.1, 27.1, 27.1]);
        run.Series("faults.slashes")[9].ShouldBe(3);
        run.Held("node").ShouldBe(1_000_000_019 - 27_100_000 + 7_290_000);
        run.Held("fund").ShouldBe(paid);
        run.Supply().ShouldBe(1_500_000_019 - burned);
        run.Series("burned")[9].ShouldBe(burned / 1e6);
    }

    [Fact]
    public void Stakes_are_at_fault_at_their_hazard_and_what_is_lost_whole_is_closed()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                pool: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 1000 USDC }
                nodes: { kind: people.insiders, count: 2000, balance: 2000 TKN, pool: pool, sell_hazard: 0 }
                stakes: { kind: stake.pool, rewards: 0 TKN, owners: nodes, share: 100 %, every: 100 days, period: 9 days, interest: 0 }
                faults: { kind: stake.slashing, pool: stakes, hazard: 5 %, share: 100 % }
                """
            )
        );

        // A stake of one is lost once: 2,000 × (1 − 0.95⁹) = 739.5 in nine days; four standard errors are 87.
        run.Series("faults.slashes")[9].ShouldBe(739.5, 87);
        run.Series("faults.slashes")[9].ShouldBe(run.Series("faults.slashed")[9]);
        run.Held("nodes").ShouldBe(2_000_000_000 - (Int128)(run.Series("faults.slashed")[9] * 1e6));
    }

    [Theory]
    [InlineData("to: nodes, stakes: stakes }", ", required: 5 TKN", "", "which says no stake that is required")]
    [InlineData("to: fund, stakes: stakes }", "", "", "whose owners are not those who are paid")]
    public void A_gate_that_cannot_be_is_refused_at_its_line(string pay, string old, string now, string message)
    {
        string parts = $$"""
            pool: { kind: pool.constant_product, token_reserve: 1000 TKN, money_reserve: 1000 USDC }
            fund: { kind: account }
            nodes: { kind: people.insiders, count: 3, balance: 305 TKN, pool: pool }
            stakes: { kind: stake.pool, rewards: 0 TKN, owners: nodes, period: 5 days, interest: 0, required: 5 TKN }
            pay: { kind: emission.fixed, per_day: 7 TKN/day, {{pay}}
            """;
        string text = CatalogueRun.Text(old.Length > 0 ? parts.Replace(old, now, StringComparison.Ordinal) : parts);

        ScenarioError error = Should
            .Throw<ScenarioException>(() => CatalogueRun.Build(text))
            .Errors.ShouldHaveSingleItem();

        error.Message.ShouldContain(message);
        error.Path.ShouldBe("pay.stakes");
    }
}
