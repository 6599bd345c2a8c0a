using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;

namespace Souk.Simulation.Tests.Catalogues.People;

public class AccountTests
{
    private const string Pool =
        "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n"
        + "fund: { kind: account, holder: rewards, balance: 1M TKN }\n";

    private static CatalogueRun Run(string more, string horizon = "100 days") =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                Pool
                    + "people: { kind: people.accounts, count: 20000, pool: pool, rewards: fund, churn_hazard: 0, "
                    + $"cash_out_hazard: 0, {(more.Contains("node_threshold") ? "" : "node_threshold: 1M TKN, ")}{more} }}",
                horizon: horizon
            ),
            auditSteps: 3
        );

    [Fact]
    public void A_cohort_starts_registered_and_becomes_active_at_its_rate()
    {
        CatalogueRun run = Run("accounts: 10000, activation: 20 %, activation_hazard: 2 %, application_hazard: 0");

        // 2,000 at the start; of 8,000 remain 8,000 × 0.98¹⁰⁰ = 1,061, ±4 deviations of 30.
        run.Series("people.user")[0].ShouldBe(2_000 + 160, 55);
        run.Series("people.registered")[99].ShouldBe(1_061, 120);
        run.Series("people.outside").ShouldAllBe(outside => outside == 10_000);
    }

    [Fact]
    public void Each_channel_wins_what_its_budget_buys_at_its_conversion()
    {
        CatalogueRun run = Run(
            "budgets: [100 USD/day, 50 USD/day, 20 USD/day], visit_costs: [2 USD, 0.5 USD, 4 USD], conversions: [10 %, 20 %, 50 %]"
        );

        // 5, 20 and 2.5 a day in the mean; four deviations of a Poisson count.
        run.Series("people.sign_ups.quest")[99].ShouldBe(500, 90);
        run.Series("people.sign_ups.surf")[99].ShouldBe(2_000, 180);
        run.Series("people.sign_ups.node")[99].ShouldBe(250, 64);
    }

    [Fact]
    public void Applicants_wait_and_are_admitted_first_come_first_at_the_stated_rate()
    {
        CatalogueRun run = Run(
            "accounts: 10000, activation: 100 %, application_hazard: 10 %, admissions: 50, earns: 1000, concern_median: 0.01 USD/day, quest_hazard: 0, concern_sigma: 0.1"
        );

        double[] collectors = run.Series("people.collector");
        // Nobody leaves, so who is no user any more waits or collects.
        for (int day = 0; day < 100; day++)
        {
            (run.Series("people.user")[day] + run.Series("people.waiting")[day] + collectors[day]).ShouldBe(10_000);
        }

        collectors[..100].ShouldBe([.. Enumerable.Range(1, 100).Select(day => 50.0 * day)]);
        run.Series("people.waiting")[99].ShouldBeGreaterThan(4_900);
    }

    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(0.5, 0.6808)]
    [InlineData(0.8, 0.8895)]
    public void Consent_follows_the_privacy_calculus(double privacy, double share)
    {
        // Φ(ln((1 − 0.4p) / (1 − p))) for a reward of 1 USD and concerns lognormal(1; 1): at 0, 0.470 and 1.224.
        const double Sigma = 1;
        RandomStream random = new(Seed: 3, Replicate: 0);

        int consents = Enumerable
            .Range(0, 50_000)
            .Count(i =>
                PrivacyPolicy.Consents(
                    rewardUsd: 1,
                    privacy,
                    proofCostUsd: 0.4,
                    Distribution.Lognormal(random.Draw(DrawKind.AccountTraits, i, 0).First, 1, Sigma)
                )
            );

        (consents / 50_000.0).ShouldBe(share, 0.012);
    }

    [Fact]
    public void A_reward_without_privacy_finds_the_half_that_ask_less_than_it()
    {
        CatalogueRun run = Run(
            "accounts: 20000, activation: 100 %, earns: [0, 0.05, 0], application_hazard: 0, concern_median: 0.05 USD/day",
            "3 days"
        );

        run.Series("people.consenting")[2].ShouldBe(10_000, 283);
        run.Series("people.paid.surf")[2].ShouldBe(run.Series("people.consenting").Sum() * 0.05, 1e-6);
    }

    [Fact]
    public void Three_ways_of_earning_have_their_own_rates_and_totals()
    {
        CatalogueRun run = Run(
            "accounts: 1000, activation: 100 %, collectors: 1000, earns: [2, 0, 5], quest_hazard: 100 %, node_threshold: 10 TKN, node_hazard: 100 %, conversion_hazard: 0",
            "10 days"
        );

        // After five quests one has the threshold, and runs a node from the sixth day on.
        run.Series("people.operator").ShouldBe([0, 0, 0, 0, 0, 1_000, 1_000, 1_000, 1_000, 1_000]);
        run.Series("people.paid.quest")[9].ShouldBe(20_000);
        run.Series("people.paid.node")[9].ShouldBe(25_000);
        run.Series("people.paid.surf")[9].ShouldBe(0);
        run.Held("people").ShouldBe(45_000_000_000);
    }

    [Fact]
    public void Nodes_spread_along_an_S_curve()
    {
        CatalogueRun run = Run(
            "accounts: 20000, activation: 100 %, collectors: 20000, node_threshold: 0 TKN, node_hazard: 0.5 %, node_contagion: 0.1"
        );

        double[] nodes = run.Series("people.operator");
        double share = 0;
        for (int day = 0; day < 100; day++)
        {
            share += (0.005 + (0.1 * share)) * (1 - share);
            (nodes[day] / 20_000).ShouldBe(share, 0.03);
        }

        // The most in a day comes in the middle, not at the ends.
        int peak = Enumerable.Range(1, 99).MaxBy(day => nodes[day] - nodes[day - 1]);
        peak.ShouldBeInRange(15, 45);
    }

    [Fact]
    public void Users_become_buyers_at_the_conversion_hazard()
    {
        CatalogueRun run = Run("accounts: 10000, activation: 100 %, application_hazard: 0, conversion_hazard: 0.5 %");

        // 10,000 × (1 − 0.995¹⁰⁰) = 3,942, ±4 deviations.
        run.Series("people.buyers")[99].ShouldBe(3_942, 196);
    }

    [Fact]
    public void Who_leaves_never_comes_back_and_keeps_its_tokens()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Pool
                    + "people: { kind: people.accounts, count: 1000, accounts: 1000, activation: 100 %, collectors: 1000, pool: pool, rewards: fund, node_threshold: 100 TKN, earns: [1, 0, 0], churn_hazard: 5 %, cash_out_hazard: 0 }",
                horizon: "100 days"
            )
        );

        double[] gone = run.Series("people.gone");
        gone.Zip(gone[1..]).ShouldAllBe(pair => pair.Second >= pair.First);
        gone[99].ShouldBe(1_000 * (1 - Math.Pow(0.95, 100)), 20);
        ((double)run.Held("people") / 1e6).ShouldBe(run.Series("people.paid.quest")[99], 1e-6);
    }
}
