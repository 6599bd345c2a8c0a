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
}
