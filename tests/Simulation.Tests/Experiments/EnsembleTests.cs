using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Experiments;

public class EnsembleTests
{
    private const int LastDay = 119;

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(0)]
    public void Threads_never_change_a_bit(int threads)
    {
        EnsembleResult alone = Ensemble.Run(TestMarket.Scenario, seed: 42, runs: 24, threads: 1);

        EnsembleResult together = Ensemble.Run(TestMarket.Scenario, seed: 42, runs: 24, threads);

        together.Digest.ShouldBe(alone.Digest);
        together["price"].Run(23).ToArray().ShouldBe(alone["price"].Run(23).ToArray());
    }

    [Fact]
    public void The_digest_of_the_test_market_is_known()
    {
        EnsembleResult result = Ensemble.Run(TestMarket.Scenario, seed: 42, runs: 8);

        // Changes with the rules, together with EngineVersion; never with threads or machines.
        result.Digest.ShouldBe("5b29b599687bdcfbdd5327e43d1bfba0d7b48a049791775dfd80d1cd398d3697");
        result.EngineVersion.ShouldBe("2");
    }

    [Fact]
    public void A_seed_a_run_count_or_a_parameter_changes_the_digest()
    {
        string[] digests =
        [
            Ensemble.Run(TestMarket.Scenario, seed: 1, runs: 2).Digest,
            Ensemble.Run(TestMarket.Scenario, seed: 2, runs: 2).Digest,
            Ensemble.Run(TestMarket.Scenario, seed: 1, runs: 3).Digest,
            Ensemble.Run(TestMarket.Scenario.With("fees.burn_share", "0.21"), seed: 1, runs: 2).Digest,
        ];

        digests.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void Under_common_luck_a_higher_burn_share_burns_more_in_every_run()
    {
        EnsembleResult less = Ensemble.Run(TestMarket.Scenario, seed: 3, runs: 20);

        EnsembleResult more = Ensemble.Run(TestMarket.Scenario.With("fees.burn_share", "60 %"), seed: 3, runs: 20);

        for (int run = 0; run < 20; run++)
        {
            more["burned"][run, LastDay].ShouldBeGreaterThan(2 * less["burned"][run, LastDay]);
            more["supply"][run, LastDay].ShouldBeLessThan(less["supply"][run, LastDay]);
            more["orders"][run, 0].ShouldBe(less["orders"][run, 0]);
        }
    }

    [Fact]
    public void Under_common_luck_a_later_cliff_unlocks_less_and_insiders_sell_less()
    {
        EnsembleResult now = Ensemble.Run(TestMarket.Scenario, seed: 3, runs: 10);

        EnsembleResult later = Ensemble.Run(
            TestMarket.Scenario.With("vesting.*.cliff", "+2 months"),
            seed: 3,
            runs: 10
        );

        for (int run = 0; run < 10; run++)
        {
            later["unlocked"][run, 60].ShouldBeLessThan(now["unlocked"][run, 60]);
            later["insiders_sold"][run, LastDay].ShouldBeLessThan(now["insiders_sold"][run, LastDay]);
            later["price"][run, 59].ShouldBeGreaterThan(now["price"][run, 59]);
        }
    }

    [Fact]
    public void An_ensemble_starts_at_the_observed_activity()
    {
        EnsembleResult result = Ensemble.Run(TestMarket.Scenario, seed: 5, runs: 200);

        // 15 orders a day of 40 USD, from 12 buyers of whom 1 % leave or arrive; 200 runs, four standard errors.
        Mean(result["orders"], 0).ShouldBe(15, 4 * Math.Sqrt(15.0 / 200));
        Mean(result["payments_usd"], 0).ShouldBe(600, 4 * 200 / Math.Sqrt(200));
        Mean(result["active_buyers"], 0).ShouldBe(12, 0.15);
        Mean(result["active_contributors"], 0).ShouldBe(20, 0.5);
        Mean(result["price"], 0).ShouldBe(0.05, 0.001);
    }

    [Fact]
    public void Quantiles_are_ordered_and_enclose_the_median_run()
    {
        EnsembleResult result = Ensemble.Run(TestMarket.Scenario, seed: 5, runs: 5);
        MetricSeries price = result["price"];

        double[] lastDay = [.. Enumerable.Range(0, 5).Select(run => price[run, LastDay]).Order()];

        price.QuantileByDay(0.5)[LastDay].ShouldBe(lastDay[2]);
        price.QuantileByDay(0.25)[LastDay].ShouldBe(lastDay[1]);
        price.QuantileByDay(0.05)[LastDay].ShouldBe(lastDay[0] + (0.2 * (lastDay[1] - lastDay[0])), 1e-12);
        lastDay[4].ShouldBeGreaterThan(lastDay[0]);
        Should.Throw<ArgumentException>(() => price.QuantileByDay(0.1));
        Should.Throw<ArgumentException>(() => result["prize"]).Message.ShouldContain("price");
    }

    [Fact]
    public void Any_scenario_within_its_bounds_conserves_tokens()
    {
        // Simulator.Run throws a ConservationException otherwise; supply is compared once more from outside.
        Prop.ForAll<byte[]>(shares =>
            {
                Scenario scenario = Vary(TestMarket.Scenario.With("horizon", "40 days"), shares);
                MetricSeries[] m = Ensemble.Run(scenario, seed: (uint)shares.Length, runs: 1).Metrics.ToArray();
                double Last(string key) => m.Single(s => s.Spec.Key == key)[0, 39];
                return Math.Abs(Last("supply") - 1e9 - Last("emitted") + Last("burned")) < 1e-3 && Last("price") > 0;
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Progress_counts_every_run_and_bad_counts_are_refused()
    {
        Counter progress = new();

        Ensemble.Run(TestMarket.Scenario.With("horizon", "2 days"), seed: 1, runs: 9, threads: 2, progress);

        progress.Seen.Count.ShouldBe(9);
        progress.Seen.Max(seen => seen.RunsDone).ShouldBe(9);
        progress.Seen.Max(seen => seen.Fraction).ShouldBe(1);
        Should.Throw<ArgumentOutOfRangeException>(() => Ensemble.Run(TestMarket.Scenario, seed: 1, runs: 0));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            Ensemble.Run(TestMarket.Scenario, seed: 1, runs: 1, threads: -1)
        );
    }

    [Fact]
    public void Cancellation_stops_an_ensemble()
    {
        using CancellationTokenSource source = new();
        source.Cancel();

        Should.Throw<OperationCanceledException>(() =>
            Ensemble.Run(TestMarket.Scenario, seed: 1, runs: 2, cancellation: source.Token)
        );
    }

    private static Scenario Vary(Scenario scenario, byte[] shares)
    {
        string[] paths = ["fees.market_fee_share", "fees.burn_share", .. ParameterTable.BehaviourPaths];
        for (int i = 0; i < Math.Min(shares.Length, paths.Length); i++)
        {
            Parameter parameter = ParameterTable.Of(scenario).Single(p => p.Path == paths[i]);
            double top = Math.Min(parameter.Max, parameter.Min + 5);
            scenario = parameter.Set(scenario, parameter.Min + (shares[i] / 255.0 * (top - parameter.Min)));
        }

        return scenario;
    }

    private static double Mean(MetricSeries series, int day) =>
        Enumerable.Range(0, series.Runs).Average(run => series[run, day]);

    private sealed class Counter : IProgress<EnsembleProgress>
    {
        public List<EnsembleProgress> Seen { get; } = [];

        public void Report(EnsembleProgress value)
        {
            lock (Seen)
            {
                Seen.Add(value);
            }
        }
    }
}
