using Souk.Simulation.Catalogues;
using Souk.Simulation.Designs;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Sensitivities;
using Souk.Simulation.Studies;

namespace Souk.Simulation.Tests.Studies;

public sealed class StudyTests
{
    // What is unlocked on day 29 is the total times 30 of 60 days: known without running anything.
    private const string Text = """
        start: 2025-01-01
        horizon: 30 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC }
          early: { kind: people.insiders, count: 20, pool: pool, sell_hazard: 0.05 }
          vest: { kind: vesting.linear, total: 4M TKN, to: early, duration: 60 days }
        """;

    [Fact]
    public void All_variance_of_what_is_unlocked_comes_from_the_total_that_vests()
    {
        PointEvaluator evaluator = Evaluator("vest.total=1M TKN..3M TKN", "early.sell_hazard=0.01..0.2");

        IReadOnlyList<SobolIndex> indices = SensitivityStudy.Variance(
            evaluator,
            evaluator.MetricOf("unlocked"),
            rows: 64
        );
        IReadOnlyList<SobolIndex> price = SensitivityStudy.Variance(evaluator, evaluator.MetricOf("price"), rows: 64);

        indices[0].First.ShouldBe(1, 0.05);
        indices[0].Total.ShouldBe(1, 0.05);
        indices[1].Total.ShouldBe(0, 1e-12);
        price[1].Total.ShouldBeGreaterThan(0.05);
    }

    [Fact]
    public void Screening_and_tornado_give_the_effect_of_a_whole_range()
    {
        PointEvaluator evaluator = Evaluator("vest.total=1M TKN..3M TKN", "early.sell_hazard=0.01..0.2");
        int unlocked = evaluator.MetricOf("unlocked");

        IReadOnlyList<MorrisEffect> effects = SensitivityStudy.Screen(evaluator, unlocked, trajectories: 4);
        IReadOnlyList<TornadoBar> bars = SensitivityStudy.Tornado(evaluator, unlocked);

        // 2 M TKN more that vest over 60 days are 1 M more after 30, but for the hours of the first day.
        effects[0].Mean.ShouldBe(1_000_000, 40_000);
        effects[1].MeanAbsolute.ShouldBe(0);
        bars[0].Swing.ShouldBe(1_000_000, 40_000);
        bars[0].Middle.ShouldBe((bars[0].Low + bars[0].High) / 2, 1);
        bars[1].Swing.ShouldBe(0);
    }

    [Fact]
    public void The_best_design_is_at_the_bound_that_a_constraint_sets()
    {
        PointEvaluator evaluator = Evaluator("vest.total=1M TKN..4M TKN");
        DesignSearch search = new(
            evaluator,
            [new Objective("unlocked", IsMaximised: true)],
            [ChanceConstraint.Parse("P(unlocked > 1500000) <= 5%")]
        );

        Candidate best = search.Run(evaluations: 120).ShouldHaveSingleItem();
        Candidate fresh = search.Check([best], seed: 99, runs: 3).ShouldHaveSingleItem();

        best.Objectives[0].ShouldBe(1_500_000, 1_500);
        search.Violation(best).ShouldBe(0);
        fresh.Objectives[0].ShouldBe(best.Objectives[0]);
    }

    [Fact]
    public void Several_objectives_give_the_designs_that_none_beats()
    {
        PointEvaluator evaluator = Evaluator("vest.total=1M TKN..4M TKN", "early.sell_hazard=0.01..0.2");
        DesignSearch search = new(
            evaluator,
            [new Objective("unlocked", IsMaximised: true), new Objective("price", IsMaximised: true)],
            []
        );

        IReadOnlyList<Candidate> front = search.Run(evaluations: 128);

        // More that unlocks is more that is sold: along the front one gains what the other loses, at the least hazard.
        front.Count.ShouldBeGreaterThan(5);
        front.Zip(front.Skip(1)).ShouldAllBe(pair => pair.Second.Objectives[1] <= pair.First.Objectives[1]);
        front.Average(candidate => candidate.Shares[1]).ShouldBeLessThan(0.15);
    }

    [Theory]
    [InlineData("P(treasury < 1000000) <= 5%", "P(treasury < 1000000) <= 5 %")]
    [InlineData("P(pool.price>0.5)<=0.25", "P(pool.price > 0.5) <= 25 %")]
    public void Chance_constraints_are_read_as_they_are_said(string text, string expected) =>
        ChanceConstraint.Parse(text).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("treasury < 5")]
    [InlineData("P(treasury < 5) <= 120%")]
    public void Other_words_are_refused(string text) =>
        Should.Throw<FormatException>(() => ChanceConstraint.Parse(text));

    [Fact]
    public void A_range_that_does_not_fit_is_refused_before_anything_runs() =>
        Should
            .Throw<ScenarioException>(() => Evaluator("early.sell_hazard=0.5..1.5"))
            .Message.ShouldContain("sell_hazard");

    private static PointEvaluator Evaluator(params string[] vary) =>
        new(Catalogue.Read("test.yaml", _ => Text), [.. vary.Select(Variation.Parse)], seed: 3, runs: 2);
}
