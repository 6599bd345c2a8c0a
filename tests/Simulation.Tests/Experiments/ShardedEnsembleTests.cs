using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;
using Souk.Simulation.Sketches;

namespace Souk.Simulation.Tests.Experiments;

public sealed class ShardedEnsembleTests
{
    private const string Text = """
        start: 2025-01-01
        horizon: 30 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 50k USDC }
          early: { kind: people.insiders, count: 30, pool: pool, balance: 600 TKN, sell_hazard: 0.05 }
        """;

    private static readonly int[] s_days = [0, 14, 29];

    [Fact]
    public void Shards_in_any_order_and_on_any_threads_give_the_sketch_of_the_whole()
    {
        EnsembleSketch whole = new(Plan().Shape, s_days);
        ShardedEnsemble.Play(Plan(), whole, Shard.Whole, threads: 1).ShouldBeTrue();

        EnsembleSketch merged = new(Plan().Shape, s_days);
        foreach (int index in (int[])[2, 0, 1])
        {
            EnsembleSketch part = new(Plan().Shape, s_days);
            ShardedEnsemble.Play(Plan(), part, new Shard(index, 3), threads: 1 + index).ShouldBeTrue();
            merged.Add(part);
        }

        merged.DigestOf(0).ShouldBe(whole.DigestOf(0));
        merged.Outcomes.SelectMany(run => run.Last).ShouldBe(whole.Outcomes.SelectMany(run => run.Last));
        Each(
            whole,
            (metric, band) =>
            {
                MetricSketch one = whole.At(0, metric, band);
                MetricSketch other = merged.At(0, metric, band);
                other.Sum.ToString().ShouldBe(one.Sum.ToString());
                other.Quantiles.Buckets.ShouldBe(one.Quantiles.Buckets);
            }
        );
    }

    [Fact]
    public void The_digest_and_the_bands_are_those_of_the_ensemble_that_keeps_its_paths()
    {
        BlueprintResult paths = BlueprintEnsemble.Run(Blueprint(), seed: 5, runs: 20, threads: 2);
        EnsembleSketch sketch = new(Plan().Shape, s_days);
        ShardedEnsemble.Play(Plan(), sketch, Shard.Whole);

        sketch.DigestOf(0).ShouldBe(paths.Digest);
        Each(
            sketch,
            (metric, band) =>
            {
                foreach (double share in Quantile.Reported)
                {
                    double exact = paths.Metrics[metric].QuantileByDay(share)[s_days[band]];
                    sketch
                        .At(0, metric, band)
                        .Quantiles.Quantile(share)
                        .ShouldBe(exact, (2 * QuantileSketch.RelativeError * Math.Abs(exact)) + 1e-9);
                }
            }
        );
    }

    [Fact]
    public void Runs_with_luck_of_their_own_are_replicates_that_follow_one_another()
    {
        EnsemblePlan own = new EnsemblePlan([Blueprint(), Blueprint()], seed: 5, replicates: 2).WithOwnLuck();
        EnsemblePlan four = new([Blueprint()], seed: 5, replicates: 4);
        EnsembleSketch points = new(own.Shape, [29]);
        EnsembleSketch replicates = new(four.Shape, [29]);

        ShardedEnsemble.Play(own, points, Shard.Whole);
        ShardedEnsemble.Play(four, replicates, Shard.Whole);

        points.Outcomes.Select(run => run.Digest).ShouldBe(replicates.Outcomes.Select(run => run.Digest));
        points.Outcomes.Select(run => Convert.ToHexString(run.Digest)).ShouldBeUnique();
        own.Shape.Hash.ShouldNotBe(new EnsemblePlan([Blueprint(), Blueprint()], seed: 5, replicates: 2).Shape.Hash);
    }

    [Fact]
    public void Points_of_a_design_share_their_luck()
    {
        EnsemblePlan same = new([Blueprint(), Blueprint()], seed: 5, replicates: 4);
        EnsembleSketch sketch = new(same.Shape, [29]);
        ShardedEnsemble.Play(same, sketch, Shard.Whole, threads: 2);

        sketch.DigestOf(1).ShouldBe(sketch.DigestOf(0));
    }

    [Fact]
    public void A_cancelled_shard_goes_on_where_it_stopped()
    {
        using CancellationTokenSource stop = new();
        EnsembleSketch sketch = new(Plan().Shape, s_days);
        ShardedEnsemble
            .Play(Plan(), sketch, Shard.Whole, threads: 1, progress: new StopAfter(5, stop), cancellation: stop.Token)
            .ShouldBeFalse();
        sketch.Runs.ShouldBeInRange(5, 6);

        ShardedEnsemble.Play(Plan(), sketch, Shard.Whole, threads: 1).ShouldBeTrue();

        EnsembleSketch whole = new(Plan().Shape, s_days);
        ShardedEnsemble.Play(Plan(), whole, Shard.Whole, threads: 1);
        sketch.DigestOf(0).ShouldBe(whole.DigestOf(0));
        sketch.At(0, 0, 0).Sum.ToString().ShouldBe(whole.At(0, 0, 0).Sum.ToString());
    }

    [Fact]
    public void Shards_cover_each_run_once()
    {
        for (int count = 1; count < 40; count++)
        {
            Enumerable
                .Range(0, count)
                .SelectMany(index => Runs(new Shard(index, count), 25))
                .ShouldBe(Enumerable.Range(0, 25), $"{count} shards");
        }
    }

    [Fact]
    public void A_run_that_is_there_twice_is_refused()
    {
        EnsembleSketch sketch = new(Plan().Shape, s_days);
        ShardedEnsemble.Play(Plan(), sketch, new Shard(0, 4));
        EnsembleSketch again = new(Plan().Shape, s_days);
        ShardedEnsemble.Play(Plan(), again, new Shard(0, 4));

        Should.Throw<ArgumentException>(() => sketch.Add(again)).Message.ShouldContain("Run 0 is there twice");
    }

    [Theory]
    [InlineData(6u, 20)]
    [InlineData(5u, 21)]
    public void Another_seed_or_number_of_runs_is_another_plan(uint seed, int replicates) =>
        new EnsemblePlan([Blueprint()], seed, replicates).Shape.Hash.ShouldNotBe(Plan().Shape.Hash);

    private static IEnumerable<int> Runs(Shard shard, int runs) =>
        Enumerable.Range(shard.FirstOf(runs), shard.EndOf(runs) - shard.FirstOf(runs));

    private static void Each(EnsembleSketch sketch, Action<int, int> check)
    {
        for (int metric = 0; metric < sketch.Shape.Metrics.Count; metric++)
        {
            for (int band = 0; band < s_days.Length; band++)
            {
                check(metric, band);
            }
        }
    }

    private static EnsemblePlan Plan() => new([Blueprint()], seed: 5, replicates: 20);

    private static Blueprint Blueprint() => Catalogue.Read("test.yaml", _ => Text);

    private sealed class StopAfter(int runs, CancellationTokenSource stop) : IProgress<EnsembleProgress>
    {
        public void Report(EnsembleProgress value)
        {
            if (value.RunsDone >= runs)
            {
                stop.Cancel();
            }
        }
    }
}
