using Souk.Simulation.Blueprints;
using Souk.Simulation.Calibration;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Designs;
using Souk.Simulation.Experiments;
using Souk.Simulation.Studies;

namespace Souk.Simulation.Tests.Calibration;

public sealed class MomentCalibrationTests
{
    private const string Unlocks = """
        start: 2025-01-01
        horizon: 90 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC }
          early: { kind: people.insiders, count: 200, pool: pool, sell_hazard: 0.05 }
          vest: { kind: vesting.linear, total: 4M TKN, to: early, duration: 120 days }
        """;

    [Fact]
    public void What_vests_and_how_hastily_it_is_sold_are_recovered_from_one_history()
    {
        MomentFit fit = Recover(
            Unlocks,
            [("vest.total", "2500000 TKN"), ("early.sell_hazard", "0.08")],
            ["vest.total=1M TKN..4M TKN", "early.sell_hazard=0.01..0.2"],
            ["unlocked", "early.sold"]
        );

        ShouldCover(fit.Parameters[0], (2.5 - 1) / 3);
        ShouldCover(fit.Parameters[1], (0.08 - 0.01) / 0.19);
        fit.Parameters.ShouldAllBe(parameter => parameter.IsIdentified);
        fit.IsMisfit.ShouldBeFalse();
    }

    [Fact]
    public void A_parameter_that_the_targets_do_not_depend_on_is_called_so()
    {
        MomentFit fit = Recover(
            Unlocks,
            [("vest.total", "2500000 TKN")],
            ["vest.total=1M TKN..4M TKN", "early.sell_hazard=0.01..0.2"],
            ["unlocked"]
        );

        ShouldCover(fit.Parameters[0], (2.5 - 1) / 3);
        fit.Parameters[0].IsIdentified.ShouldBeTrue();
        fit.Parameters[1].IsIdentified.ShouldBeFalse();
        (fit.Parameters[1].Low, fit.Parameters[1].High).ShouldBe((0, 1));
    }

    [Fact]
    public void Two_parameters_of_which_only_the_product_counts_are_not_told_apart()
    {
        MomentFit fit = Recover(
            Unlocks.Replace("sell_hazard: 0.05", "sell_hazard: 0.05, sell_share: 20 %", StringComparison.Ordinal),
            [("early.sell_hazard", "0.04"), ("early.sell_share", "25%")],
            ["early.sell_hazard=0.01..0.2", "early.sell_share=5%..90%"],
            ["early.sold"]
        );

        fit.Parameters.ShouldContain(parameter => !parameter.IsIdentified);
    }

    [Fact]
    public void The_rate_of_an_emission_is_recovered_from_supply_alone()
    {
        const string text = """
            start: 2025-01-01
            horizon: 60 days
            tokens:
              TKN: { decimals: 18, supply_max: 1B TKN }
              USDC: { decimals: 6 }
            parts:
              pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC }
              traders: { kind: people.traders, pool: pool, flow_sigma: 0.02 }
              early: { kind: people.insiders, count: 20, pool: pool, balance: 600 TKN, sell_hazard: 0.05 }
              minting: { kind: emission.fixed, per_day: 1000 TKN/day, to: early }
            """;

        MomentFit fit = Recover(
            text,
            [("minting.per_day", "2300 TKN/day")],
            ["minting.per_day=500 TKN/day..4000 TKN/day"],
            ["supply"]
        );

        ShouldCover(fit.Parameters[0], (2_300 - 500) / 3_500.0);
    }

    [Fact]
    public void The_fee_of_a_market_is_recovered_from_what_it_burned()
    {
        const string text = """
            start: 2025-01-01
            horizon: 60 days
            tokens:
              TKN: { decimals: 18, supply_max: 1B TKN }
              USDC: { decimals: 6 }
            parts:
              shop: { kind: account, holder: wallet }
              pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 1M USDC }
              customers:
                kind: people.buyers
                active: 50
                money: USDC
                sellers: shop
                fees: fees
                market_fee: 5 %
                orders_per_day: 100
                order: 50 USD
              fees: { kind: fees.route, pool: pool, burn_share: 100 %, rest: burn }
            """;

        MomentFit fit = Recover(text, [("customers.market_fee", "8%")], ["customers.market_fee=1%..20%"], ["burned"]);

        ShouldCover(fit.Parameters[0], (8 - 1) / 19.0);
        fit.Parameters[0].IsIdentified.ShouldBeTrue();
    }

    [Fact]
    public void A_fit_keeps_to_its_constraints_and_lies_on_the_edge_that_is_nearest()
    {
        Variation[] vary =
        [
            Variation.Parse("vest.total=1M TKN..4M TKN"),
            Variation.Parse("early.sell_hazard=0.01..0.2"),
        ];
        ConstrainedSpace space = new(Read(Unlocks), vary, ["vest.total <= 2000000 TKN"]);
        PointEvaluator evaluator = new(Read(Unlocks), vary, seed: 3, runs: 2);
        // A linear vesting of 3 M over 120 days, of which two thirds of the ranges are forbidden.
        MomentTarget[] targets = [new("unlocked", 30, 750_000), new("unlocked", 60, 1_500_000)];

        MomentFit free = new MomentCalibration(evaluator, targets).Fit(60);
        MomentFit kept = new MomentCalibration(evaluator, targets, space).Fit(60);

        free.Parameters[0].Share.ShouldBe(2 / 3.0, 0.05);
        kept.Parameters[0].Share.ShouldBeInRange(0.3, 1 / 3.0);
        kept.IsMisfit.ShouldBeTrue();
        space.Start[0].ShouldBeLessThanOrEqualTo(1 / 3.0);
    }

    [Fact]
    public void A_history_that_no_parameter_makes_is_a_misfit()
    {
        PointEvaluator evaluator = Evaluator(Unlocks, ["early.sell_hazard=0.01..0.2"]);
        MomentCalibration calibration = new(
            evaluator,
            [new("unlocked", 30, 9_000_000), new("unlocked", 60, 9_500_000)]
        );

        calibration.Fit(evaluations: 30).IsMisfit.ShouldBeTrue();
    }

    [Fact]
    public void Fits_repeat_in_every_bit_on_any_threads()
    {
        MomentTarget[] targets = [new("early.sold", 30, 200_000), new("early.sold", 80, 900_000)];
        string[] vary = ["early.sell_hazard=0.01..0.2"];

        MomentFit one = new MomentCalibration(Evaluator(Unlocks, vary, threads: 1), targets).Fit(24);
        MomentFit two = new MomentCalibration(Evaluator(Unlocks, vary, threads: 2), targets).Fit(24);

        two.Parameters.ShouldBe(one.Parameters);
        two.Distance.ShouldBe(one.Distance);
    }

    [Fact]
    public void Targets_that_cannot_be_met_by_the_scenario_are_refused()
    {
        PointEvaluator evaluator = Evaluator(Unlocks, ["early.sell_hazard=0.01..0.2"]);

        Should.Throw<ArgumentException>(() => new MomentCalibration(evaluator, [])).Message.ShouldContain("0 targets");
        Should
            .Throw<ArgumentException>(() => new MomentCalibration(evaluator, [new("unlocked", 90, 1)]))
            .Message.ShouldContain("2025-04-01");
        Should
            .Throw<ArgumentException>(() => new MomentCalibration(evaluator, [new("prize", 3, 1)]))
            .Message.ShouldContain("'prize' is no metric");
    }

    // The history has another seed than the fit, so that its luck is unknown to the fit.
    private static MomentFit Recover(string text, (string Path, string Value)[] truth, string[] vary, string[] metrics)
    {
        Blueprint world = truth.Aggregate(Read(text), (changed, set) => changed.With(set.Path, set.Value));
        BlueprintResult history = BlueprintEnsemble.Run(world, seed: 4_711, runs: 1);
        MomentTarget[] targets =
        [
            .. metrics.SelectMany(key =>
                Enumerable
                    .Range(1, 5)
                    .Select(week => new MomentTarget(
                        key,
                        11 * week,
                        history.Metrics.Single(series => series.Spec.Key == key)[0, 11 * week]
                    ))
            ),
        ];
        return new MomentCalibration(Evaluator(text, vary), targets).Fit(evaluations: 160);
    }

    private static void ShouldCover(FittedParameter parameter, double truth)
    {
        truth.ShouldBeInRange(parameter.Low - 0.02, parameter.High + 0.02, parameter.ToString());
        parameter.Share.ShouldBe(truth, 0.15);
    }

    private static PointEvaluator Evaluator(string text, string[] vary, int threads = 0) =>
        new(Read(text), [.. vary.Select(Variation.Parse)], seed: 3, runs: 4, threads);

    private static Blueprint Read(string text) => Catalogue.Read("test.yaml", _ => text);
}
