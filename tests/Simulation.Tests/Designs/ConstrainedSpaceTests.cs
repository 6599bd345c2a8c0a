using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Designs;
using Souk.Simulation.Studies;

namespace Souk.Simulation.Tests.Designs;

public sealed class ConstrainedSpaceTests
{
    private const string Text = """
        start: 2025-01-01
        horizon: 30 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC }
          early: { kind: people.insiders, count: 20, pool: pool, sell_hazard: 0.05 }
          one: { kind: vesting.linear, total: 4M TKN, to: early, cliff: 5 days, duration: 60 days }
          two: { kind: vesting.linear, total: 4M TKN, to: early, cliff: 5 days, duration: 60 days }
        """;

    private static readonly string[] s_totals = ["one.total=1M TKN..9M TKN", "two.total=1M TKN..9M TKN"];

    [Fact]
    public void A_sobol_design_has_as_many_points_as_asked_for_and_all_keep_to_the_constraint()
    {
        double[][] points = Space(s_totals, "one.total + two.total <= 8M TKN").Design(DesignKind.Sobol, 64, seed: 1);

        // In shares of 8 M TKN above 1 M TKN each: (1 + 8a) + (1 + 8b) ≤ 8.
        points.Length.ShouldBe(64);
        points.ShouldAllBe(point => point[0] + point[1] <= 0.75 + 1e-12);
        points.Max(point => point[0] + point[1]).ShouldBeGreaterThan(0.7);
    }

    [Fact]
    public void A_grid_leaves_out_what_breaks_a_constraint()
    {
        double[][] points = Space(s_totals, "one.total + two.total <= 10M TKN").Design(DesignKind.Grid, 3, seed: 1);

        // Of 1, 5 and 9 M TKN each, six pairs sum to at most ten.
        points.Length.ShouldBe(6);
    }

    [Theory]
    [InlineData("one.cliff < one.duration", true)]
    [InlineData("one.cliff > one.duration", false)]
    [InlineData("one.cliff < 5 days", false)]
    [InlineData("one.cliff <= 5 days", true)]
    [InlineData("2 * one.cliff - two.cliff <= 5 days", true)]
    [InlineData("one.duration >= 1 year", false)]
    public void Constraints_mean_what_they_say(string text, bool isKept)
    {
        Blueprint blueprint = Catalogue.Read("test.yaml", _ => Text);

        (DesignConstraint.Parse(text, blueprint).Excess(blueprint) <= 0).ShouldBe(isKept);
    }

    [Theory]
    [InlineData("one.total + two.total < 1M TKN", "keeps to 'one.total + two.total < 1M TKN'")]
    [InlineData("one.cliff < one.total", "kinds Duration and Tokens")]
    [InlineData("one.total = 5", "compares nothing")]
    [InlineData("one.totle < 5M TKN", "names no parameter")]
    [InlineData("one.total < soon", "'soon'")]
    public void What_cannot_be_kept_or_read_is_refused_by_name(string constraint, string message) =>
        Should.Throw<FormatException>(() => Space(s_totals, constraint)).Message.ShouldContain(message);

    [Fact]
    public void Constraints_that_contradict_one_another_are_all_named() =>
        Should
            .Throw<FormatException>(() => Space(s_totals, "one.total < 4M TKN", "one.total > 5M TKN"))
            .Message.ShouldContain("'one.total < 4M TKN', 'one.total > 5M TKN': they contradict");

    [Theory]
    [InlineData(DesignKind.LatinHypercube)]
    [InlineData(DesignKind.Antithetic)]
    public void Designs_that_are_none_with_a_point_missing_are_refused(DesignKind kind) =>
        Should
            .Throw<FormatException>(() => Space(s_totals, "one.total < two.total").Design(kind, 8, seed: 1))
            .Message.ShouldContain("take sobol");

    [Fact]
    public void The_best_design_is_on_the_border_that_a_constraint_draws()
    {
        PointEvaluator evaluator = new(Catalogue.Read("test.yaml", _ => Text), Vary(s_totals), seed: 3, runs: 1);
        DesignSearch search = new(
            evaluator,
            [new Objective("unlocked", IsMaximised: true)],
            [],
            Space(s_totals, "one.total + two.total <= 8M TKN")
        );

        Candidate best = search.Run(evaluations: 200).ShouldHaveSingleItem();

        // Half of what vests over sixty days is out after thirty, but for the first day's hours.
        best.Objectives[0].ShouldBe(4_000_000, 150_000);
        (best.Shares[0] + best.Shares[1]).ShouldBe(0.75, 0.01);
    }

    private static Variation[] Vary(string[] vary) => [.. vary.Select(Variation.Parse)];

    private static ConstrainedSpace Space(string[] vary, params string[] constraints) =>
        new(Catalogue.Read("test.yaml", _ => Text), Vary(vary), constraints);
}
