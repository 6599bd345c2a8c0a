using Souk.Simulation.Blueprints;
using Souk.Simulation.Calibration;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Designs;
using Souk.Simulation.Experiments;
using Souk.Simulation.Studies;

namespace Souk.Simulation.Tests.Calibration;

public sealed class AbcCalibrationTests
{
    private const string Unlocks = """
        start: 2025-01-01
        horizon: 60 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC }
          early: { kind: people.insiders, count: 50, pool: pool, sell_hazard: 0.05 }
          vest: { kind: vesting.linear, total: 4M TKN, to: early, duration: 120 days }
        """;

    private const string Hazard = "early.sell_hazard=0.01..0.2";
    private const string Total = "vest.total=1M TKN..4M TKN";

    [Fact]
    public void What_vests_and_how_hastily_it_is_sold_lie_within_the_posterior_of_one_history()
    {
        MomentTarget[] seen = History([("vest.total", "2500000 TKN"), ("early.sell_hazard", "0.08")]);

        AbcFit fit = Calibration([Total, Hazard], seen).Fit(evaluations: 1_500);

        ShouldHold(fit.Parameters[0], (2.5 - 1) / 3);
        ShouldHold(fit.Parameters[1], (0.08 - 0.01) / 0.19);
        fit.Parameters.ShouldAllBe(parameter => parameter.IsIdentified);
        fit.IsMisfit.ShouldBeFalse();
        fit.Tolerances.Count.ShouldBeGreaterThan(2);
        fit.Tolerances.ShouldBe(fit.Tolerances.OrderDescending());
        fit.EffectiveParticles.ShouldBeInRange(20, 60);
        fit.Evaluations.ShouldBeLessThanOrEqualTo(1_500);
    }

    [Fact]
    public void A_parameter_that_the_targets_do_not_depend_on_keeps_its_prior()
    {
        MomentTarget[] seen =
        [
            .. History([("vest.total", "2500000 TKN")]).Where(target => target.Metric == "unlocked"),
        ];

        AbcFit fit = Calibration([Total, Hazard], seen).Fit(evaluations: 800);

        fit.Parameters[0].IsIdentified.ShouldBeTrue();
        fit.Parameters[1].IsIdentified.ShouldBeFalse();
        // Of a uniform law between 0 and 1: 0.025 and 0.975.
        fit.Parameters[1].Low.ShouldBeLessThan(0.15);
        fit.Parameters[1].High.ShouldBeGreaterThan(0.85);
    }

    [Fact]
    public void A_history_that_no_parameter_makes_is_a_misfit()
    {
        AbcCalibration calibration = Calibration(
            [Hazard],
            [new("unlocked", 30, 9_000_000), new("unlocked", 50, 9_500_000)]
        );

        calibration.Fit(evaluations: 200).IsMisfit.ShouldBeTrue();
    }

    [Fact]
    public void Posteriors_repeat_in_every_bit_on_any_threads()
    {
        MomentTarget[] seen = History([]);

        AbcFit one = Calibration([Hazard], seen, threads: 1).Fit(evaluations: 300);
        AbcFit two = Calibration([Hazard], seen, threads: 2).Fit(evaluations: 300);

        two.Parameters.ShouldBe(one.Parameters);
        two.Moments.ShouldBe(one.Moments);
        two.Tolerances.ShouldBe(one.Tolerances);
    }

    [Fact]
    public void Constraints_bound_the_prior()
    {
        AbcCalibration calibration = new(
            Evaluator([Hazard], threads: 0),
            History([]),
            particles: 20,
            shares => shares[0] > 0.9
        );

        AbcFit fit = calibration.Fit(evaluations: 20);

        fit.Parameters[0].Low.ShouldBeGreaterThan(0.9);
    }

    // The history has another seed than the fit.
    private static MomentTarget[] History((string Path, string Value)[] truth)
    {
        Blueprint world = truth.Aggregate(Read(), (changed, set) => changed.With(set.Path, set.Value));
        BlueprintResult history = BlueprintEnsemble.Run(world, seed: 4_711, runs: 1);
        return
        [
            .. from key in (string[])["unlocked", "early.sold"]
            from day in (int[])[10, 20, 30, 40, 50]
            let series = history.Metrics.Single(series => series.Spec.Key == key)
            select new MomentTarget(key, day, series[0, day]),
        ];
    }

    private static void ShouldHold(FittedParameter parameter, double truth)
    {
        truth.ShouldBeInRange(parameter.Low, parameter.High, parameter.ToString());
        parameter.Share.ShouldBe(truth, 0.15);
    }

    private static AbcCalibration Calibration(string[] vary, MomentTarget[] targets, int threads = 0) =>
        new(Evaluator(vary, threads), targets, particles: 60);

    private static PointEvaluator Evaluator(string[] vary, int threads) =>
        new(Read(), [.. vary.Select(Variation.Parse)], seed: 3, runs: 1, threads);

    private static Blueprint Read() => Catalogue.Read("test.yaml", _ => Unlocks);
}
