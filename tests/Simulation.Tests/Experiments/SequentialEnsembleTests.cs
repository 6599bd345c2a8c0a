using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;

namespace Souk.Simulation.Tests.Experiments;

public sealed class SequentialEnsembleTests
{
    private const string Text = """
        start: 2025-01-01
        horizon: 20 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 50k USDC }
          early: { kind: people.insiders, count: 30, pool: pool, balance: 100k TKN, sell_hazard: 0.05 }
        """;

    [Theory]
    [InlineData(10, 0.5, 2, 9)]
    [InlineData(20, 0.5, 6, 15)]
    [InlineData(50, 0.5, 18, 33)]
    [InlineData(100, 0.5, 40, 61)]
    public void The_ranks_that_bound_a_median_are_those_of_the_tables(int count, double share, int low, int high) =>
        // Conover, Practical Nonparametric Statistics, table A3: the sign test's ranks for 95 %.
        EstimateInterval.Ranks(count, share).ShouldBe((low, high));

    [Fact]
    public void Too_few_runs_do_not_bound_a_far_quantile()
    {
        // 0.95 to the 50th is 0.077: the greatest of fifty values may well lie below the quantile.
        EstimateInterval fifty = EstimateInterval.OfQuantile(Enumerable.Range(1, 50).Select(i => (double)i), 0.95);
        EstimateInterval hundred = EstimateInterval.OfQuantile(Enumerable.Range(1, 100).Select(i => (double)i), 0.95);

        fifty.High.ShouldBe(double.PositiveInfinity);
        hundred.High.ShouldBe(100);
        hundred.Low.ShouldBe(90);
    }

    [Fact]
    public void The_interval_of_a_mean_is_two_deviations_over_the_root_of_the_number()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 1.0 : 3.0)];

        EstimateInterval interval = EstimateInterval.OfMean(values);

        interval.Estimate.ShouldBe(2);
        interval.Width.ShouldBe(2 * 1.959964 * Math.Sqrt(100.0 / 99) / 10, 1e-6);
    }

    [Theory]
    [InlineData("pool.price.p95 width 5%", "pool.price", 0.95, 0.05, true)]
    [InlineData("supply.mean width 0.25", "supply", null, 0.25, false)]
    public void Rules_are_read_as_they_are_said(string text, string metric, double? share, double width, bool relative)
    {
        StoppingRule rule = StoppingRule.Parse(text);

        rule.ShouldBe(new StoppingRule(metric, share, width, relative));
        rule.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("pool.price width 5%")]
    [InlineData("pool.price.p0 width 5%")]
    [InlineData("pool.price.p95 width 0%")]
    [InlineData("pool.price.p95 within 5%")]
    public void Other_words_are_refused(string text) => Should.Throw<FormatException>(() => StoppingRule.Parse(text));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_stops_at_the_same_run_with_the_digest_of_so_many_runs_whatever_the_threads(int threads)
    {
        StoppingRule rule = StoppingRule.Parse("pool.price.p50 width 0.15%");
        EnsembleSketch sketch = Sketch();

        SequentialStop stop = SequentialEnsemble.Play(Plan(), sketch, rule, threads)!;

        BlueprintResult before = BlueprintEnsemble.Run(Blueprint(), 5, stop.Replicates - 50);
        BlueprintResult paths = BlueprintEnsemble.Run(Blueprint(), 5, stop.Replicates);
        stop.IsMet.ShouldBeTrue();
        stop.Replicates.ShouldBeInRange(100, 950);
        (stop.Replicates % 50).ShouldBe(0);
        sketch.In(stop.Replicates).Digest.ShouldBe(paths.Digest);
        IntervalOf(paths).Width.ShouldBe(stop.Interval.Width);
        rule.IsMetBy(IntervalOf(before)).ShouldBeFalse();
    }

    [Fact]
    public void Work_that_was_interrupted_within_a_block_ends_where_it_would_have()
    {
        StoppingRule rule = StoppingRule.Parse("pool.price.p50 width 0.15%");
        EnsembleSketch whole = Sketch();
        SequentialStop expected = SequentialEnsemble.Play(Plan(), whole, rule)!;
        EnsembleSketch part = Sketch();
        ShardedEnsemble.Play(Plan(), part, [3, 49, 17, 62], 1, null, null, TestContext.Current.CancellationToken);

        SequentialStop stop = SequentialEnsemble.Play(Plan(), part, rule)!;

        stop.ShouldBe(expected);
        part.Digest.ShouldBe(whole.Digest);
    }

    [Fact]
    public void What_never_gets_narrow_enough_is_played_to_the_end_and_says_so()
    {
        StoppingRule rule = StoppingRule.Parse("pool.price.p50 width 0.00001%");

        SequentialStop stop = SequentialEnsemble.Play(Plan(replicates: 120), Sketch(120), rule)!;

        stop.Replicates.ShouldBe(120);
        stop.IsMet.ShouldBeFalse();
    }

    [Fact]
    public void A_looser_rule_than_what_was_played_is_refused()
    {
        EnsembleSketch sketch = Sketch();
        SequentialEnsemble.Play(Plan(), sketch, StoppingRule.Parse("pool.price.p50 width 0.15%"));

        Should
            .Throw<ArgumentException>(() =>
                SequentialEnsemble.Play(Plan(), sketch, StoppingRule.Parse("pool.price.p50 width 90%"))
            )
            .Message.ShouldContain("stops at 50 runs");
    }

    private static EstimateInterval IntervalOf(BlueprintResult paths)
    {
        MetricSeries price = paths.Metrics.Single(metric => metric.Spec.Key == "pool.price");
        return EstimateInterval.OfQuantile(Enumerable.Range(0, paths.Runs).Select(run => price[run, 19]), 0.5);
    }

    private static Blueprint Blueprint() => Catalogue.Read("test.yaml", _ => Text);

    private static EnsemblePlan Plan(int replicates = 1_000) => new([Blueprint()], seed: 5, replicates);

    private static EnsembleSketch Sketch(int replicates = 1_000) => new(Plan(replicates).Shape, [19]);
}
