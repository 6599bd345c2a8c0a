using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.DataPools;

public class DataPoolPartsTests
{
    private const string Lab = "lab: { kind: account, balance: [1000 TKN, 1000 USDC] }\n";

    [Fact]
    public void The_page_s_example_keeps_to_share_cap_period_budget_and_currency()
    {
        CatalogueRun run = CatalogueRun.Of(MechanismPage.Example("data-pools.md"), auditSteps: 8);

        // Of 100 texts each stakes 50, then 10 more up to the cap; 4 days later they are paid 2 each.
        run.Series("texts.staked").ShouldBe([150, 180, 180, 30, 0, 0, 0, 0, 0, 0]);
        run.Series("texts.reserved").ShouldBe([300, 360, 360, 60, 0, 0, 0, 0, 0, 0]);
        run.Series("texts.paid").ShouldBe([0, 0, 0, 300, 360, 360, 360, 360, 360, 360]);
        run.Held("people").ShouldBe(360_000_000);
        run.Held("lab").ShouldBe(1_000_000_000 - 500_000_000 + 140_000_000);
        run.Held("texts").ShouldBe(0);

        // 70 USDC reward 20, 20 and 6 voices at 1.5; the last 1 USDC rewards none and waits.
        run.Series("voices.staked").ShouldBe([46, 46, 46, 46, 0, 0, 0, 0, 0, 0]);
        run.Series("people.free")[0].ShouldBe(420 - 150 - 46);
        run.Held("people", "USDC").ShouldBe(69_000_000);
        run.Held("voices", "USDC").ShouldBe(1_000_000);
    }

    [Theory]
    [InlineData("yes", 200)]
    [InlineData("no", 0)]
    public void Consent_that_expires_pays_for_the_time_it_lasted_or_nothing(string pays, int paid)
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Lab
                    + $$"""
                    people: { kind: datapool.contributors, count: 2, points: 100, every: 30 days, consent: 2 days }
                    pool: { kind: datapool.pool, contributors: people, buyer: lab, budget: 500 TKN, rewards: 2 TKN, period: 4 days, cap: 100, pays_on_revocation: {{pays}} }
                    """
            )
        );

        // Two of four days of 2 × 100 × 2 TKN.
        run.Series("pool.staked").ShouldBe([200, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        run.Series("pool.paid")[9].ShouldBe(paid);
        run.Series("people.free")[9].ShouldBe(200);
        run.Held("people").ShouldBe(paid * (Int128)1_000_000);
    }

    [Fact]
    public void Revoked_consent_ends_stakes_for_good()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Lab
                    + """
                    people: { kind: datapool.contributors, count: 2, points: 100 }
                    pool: { kind: datapool.pool, contributors: people, buyer: lab, budget: 500 TKN, rewards: 2 TKN, period: 4 days, cap: 100 }
                    """,
                rest: "timeline:\n  - { at: 2 days, set: { people.revoke_hazard: 100 % } }"
            )
        );

        // Three of four days were over.
        run.Series("people.consenting").ShouldBe([2, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
        run.Series("pool.paid").ShouldBe([0, 0, 300, 300, 300, 300, 300, 300, 300, 300]);
        run.Series("people.positions")[9].ShouldBe(0);
    }

    [Fact]
    public void Some_revoke_at_a_hazard_and_the_run_can_be_repeated()
    {
        string text = CatalogueRun.Text(
            Lab
                + """
                people: { kind: datapool.contributors, count: 1000, points: 100, points_sigma: 1, points_per_day: 1, revoke_hazard: 10 % }
                pool: { kind: datapool.pool, contributors: people, buyer: lab, budget: 500 TKN, rewards: 0.001 TKN, period: 3 days, cap: 200 }
                """
        );

        CatalogueRun run = CatalogueRun.Of(text);
        CatalogueRun again = CatalogueRun.Of(text);

        // 1,000 × 0.9¹⁰ = 349 ± 15, within four deviations.
        run.Series("people.consenting")[9].ShouldBeInRange(289, 409);
        again.Held("people").ShouldBe(run.Held("people"));
        (run.Held("people") + run.Held("pool") + run.Held("lab")).ShouldBe(1_000_000_000);
    }

    [Fact]
    public void A_pool_opens_on_its_day_with_what_its_buyer_holds()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Lab
                    + """
                    people: { kind: datapool.contributors, count: 1, points: 0, points_per_day: 10 }
                    pool: { kind: datapool.pool, contributors: people, buyer: lab, budget: 5000 TKN, rewards: 2 TKN, period: 2 days, cap: 1000, opens: 2025-01-04 }
                    """
            )
        );

        run.Series("lab.TKN")[2].ShouldBe(1_000);
        run.Series("lab.TKN")[3].ShouldBe(0);
        run.Series("pool.staked")[2].ShouldBe(0);
        run.Series("pool.staked")[3].ShouldBe(40);
    }

    [Theory]
    [InlineData("rewards: 2 USDC", "pool.rewards: rewards are not all in TKN")]
    [InlineData("rewards: [1 TKN, 2 TKN, 3 TKN]", "rewards has 3 values for 2 types")]
    [InlineData("rewards: 2 TKN, ends: 2024-12-01", "pool.ends: ends is before the pool opens")]
    [InlineData("rewards: -2 TKN", "-2 is below 0")]
    public void A_pool_that_cannot_keep_its_terms_is_refused_at_its_place(string parameters, string message) =>
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text(
                        Lab
                            + $$"""
                            people: { kind: datapool.contributors, count: 1, types: [text, voice], points: 10 }
                            pool: { kind: datapool.pool, contributors: people, buyer: lab, budget: 50 TKN, {{parameters}}, period: 2 days, cap: 1000 }
                            """
                    )
                )
            )
            .Message.ShouldContain(message);

    [Fact]
    public void Data_points_for_the_wrong_number_of_types_are_refused() =>
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text(
                        "people: { kind: datapool.contributors, count: 1, types: [a, b], points: [1, 2, 3] }"
                    )
                )
            )
            .Message.ShouldContain("people.points: points has 3 values for 2 types");
}
