using Souk.Simulation.Policies;

namespace Souk.Simulation.Tests.Catalogues.Savers;

public class SaverTests
{
    private static readonly SaverTerms s_terms = new(Sensitivity: 20, LockCost: 0.02, PoolRisk: 0.1);

    private static CatalogueRun Run(string savers, string more = "", string horizon = "300 days", string rest = "") =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 2M USDC }\n"
                    + "fund: { kind: account, holder: rewards, balance: 1M TKN }\n"
                    + $"savers: {{ kind: people.savers, count: 1000, balance: 1M TKN, pool: pool, rewards: fund, {savers} }}\n"
                    + more,
                horizon: horizon,
                rest: rest
            ),
            auditSteps: 3
        );

    [Fact]
    public void Choices_are_the_logit_of_yields_after_lock_and_risk()
    {
        double[] chances = new double[3];

        YieldPolicy.Fill(stakeYield: 0.12, poolYield: 0.1, s_terms, chances);

        // 1 : e² : 1
        chances.ShouldBe([0.106506978, 0.786986044, 0.106506978], 1e-8);
        YieldPolicy.Fill(1e9, 0, s_terms, chances);
        chances[1].ShouldBe(1, 1e-12);
    }

    [Fact]
    public void The_clearing_yield_makes_just_as_many_stake_as_it_is_the_yield_of()
    {
        double yield = YieldPolicy.Clearing(rewardShare: 0.0365, poolYield: 0, s_terms);
        double eager = YieldPolicy.Clearing(rewardShare: 0.0073, poolYield: 0, s_terms with { Sensitivity = 10_000 });

        double[] chances = new double[3];
        YieldPolicy.Fill(yield, 0, s_terms, chances);
        (0.0365 / chances[1]).ShouldBe(yield, 1e-9);
        // Yields equalise at the margin: staking yields what the lock costs.
        eager.ShouldBe(0.02, 1e-3);
        YieldPolicy.Clearing(rewardShare: 0, poolYield: 0, s_terms).ShouldBe(0);
    }

    [Theory]
    [InlineData("adaptive")]
    [InlineData("myopic")]
    [InlineData("perfect")]
    public void In_every_mode_of_expectation_stakes_come_to_the_clearing_yield(string mode)
    {
        CatalogueRun run = Run($"stake_rewards: 100 TKN/day, expectation: {mode}");

        // Nobody trades, so the pool yields nothing; a year's reward is 3.65 % of all tokens, or a little less as they grow.
        double yield = YieldPolicy.Clearing(0.0365, poolYield: 0, s_terms);
        double share = run.Series("savers.staked")[150..].Average() / 1_020_000;
        share.ShouldBe(0.0365 / yield, 0.03);
        run.Series("savers.stake_yield")[150..].Average().ShouldBe(yield, 0.006);
        run.Series("savers.paid")[299].ShouldBe(30_000, 1);
        (run.Held("savers") + run.Held("savers.staked") + run.Held("pool") + run.Held("fund")).ShouldBe(
            3_000_000_000_000
        );
    }

    [Fact]
    public void Stakers_leave_when_the_reward_ends()
    {
        CatalogueRun run = Run(
            "stake_rewards: 300 TKN/day, sensitivity: 100",
            rest: "timeline: [{ at: 100 days, set: { savers.stake_rewards: 0 TKN/day } }]"
        );

        run.Series("savers.staked")[99].ShouldBeGreaterThan(700_000);
        // What is left is the logit at a yield of nothing: e⁻² of those who keep, of all.
        (run.Series("savers.staked")[299] / 1_030_000).ShouldBe(0.135 / 1.135, 0.05);
    }

    [Fact]
    public void Givers_of_liquidity_come_for_rewards_and_own_their_part_of_the_pool()
    {
        CatalogueRun run = Run("stake_rewards: 0 TKN/day, pool_rewards: 500 TKN/day, pool_risk: 0.1, sensitivity: 50");

        run.Series("savers.provided")[299].ShouldBeGreaterThan(200_000);
        double pool = (double)run.Held("pool") / 1e6;
        // The founder's million is still there, to within what rounding leaves.
        (pool - run.Series("savers.provided")[299]).ShouldBe(1_000_000, 0.01);
        run.Series("price").ShouldAllBe(price => Math.Abs(price - 2) < 1e-6);
    }

    [Fact]
    public void Fees_of_a_pool_bring_liquidity_and_without_trade_there_are_none()
    {
        string Trade(string sigma) =>
            $"noise: {{ kind: people.traders, pool: pool, balance: 10M TKN, flow_sigma: {sigma} }}";
        CatalogueRun busy = Run("stake_rewards: 0 TKN/day", Trade("0.1"));
        CatalogueRun quiet = Run("stake_rewards: 0 TKN/day", Trade("0"));

        quiet.Series("savers.pool_yield").ShouldAllBe(yield => Math.Abs(yield) < 1e-6);
        // A tenth of the pool's money is √(2/π) × 0.1 of it a day, at 30 bp, on both sides of the pool.
        busy.Series("savers.pool_yield")[100..].Average().ShouldBe(0.0798 * 0.003 / 2 * 365, 0.012);
        busy.Series("savers.provided")[100..]
            .Average()
            .ShouldBeGreaterThan(1.3 * quiet.Series("savers.provided")[100..].Average());
    }
}
