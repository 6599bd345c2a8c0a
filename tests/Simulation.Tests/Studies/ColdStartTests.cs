using Souk.Simulation.Blueprints;
using Souk.Simulation.Designs;
using Souk.Simulation.Studies;
using Souk.Simulation.Tests.Catalogues;
using Souk.Simulation.Tests.Catalogues.Presets;

namespace Souk.Simulation.Tests.Studies;

public class ColdStartTests
{
    // A wheel with a known threshold: what is above 3 grows by a tenth of the distance a day, what is below shrinks.
    private const string Wheel = """
        start: 2025-01-01
        horizon: 60 days
        tokens:
          USDC: { decimals: 12 }
        parts:
          seed: { kind: account, balance: 1 USDC }
          wheel: { kind: rule.set, value: "max(0, wheel.value + (seed.balance.USDC / (1 USDC) * max(0, 1 - today / (1 day))) + 0.1 * (wheel.value - 3) * min(1, today / (1 day)))" }
        """;

    [Fact]
    public void The_smallest_seed_of_a_wheel_with_a_known_threshold_is_found()
    {
        PointEvaluator evaluator = Evaluator(CatalogueRun.Read(Wheel), "seed.balance=0.5 USDC..8.5 USDC", runs: 1);

        Seed seed = ColdStart.Find(evaluator, ChanceConstraint.Parse("P(wheel.value < 3) <= 0%"), halvings: 10);

        // 8 / 2¹⁰ wide around 3.
        double enough = Number(seed.Value);
        double tooLittle = Number(seed.TooLittle);
        enough.ShouldBeInRange(3, 3.01);
        tooLittle.ShouldBeInRange(2.99, 3);
        (enough - tooLittle).ShouldBe(8 / 1024.0, 1e-6);
        seed.Tried.Count.ShouldBe(12);
    }

    [Fact]
    public void A_range_whose_largest_seed_is_too_little_or_whose_smallest_is_enough_is_answered_in_two_trials_or_fewer()
    {
        ChanceConstraint stalls = ChanceConstraint.Parse("P(wheel.value < 3) <= 0%");
        Seed never = ColdStart.Find(Evaluator(CatalogueRun.Read(Wheel), "seed.balance=1 USDC..2 USDC", 1), stalls, 5);
        Seed always = ColdStart.Find(Evaluator(CatalogueRun.Read(Wheel), "seed.balance=4 USDC..5 USDC", 1), stalls, 5);

        never.Value.ShouldBeNull();
        never.TooLittle.ShouldBe("2 USDC");
        never.Tried.ShouldHaveSingleItem().Stalled.ShouldBe(1);
        always.Value.ShouldBe("4 USDC");
        always.TooLittle.ShouldBeNull();
    }

    [Fact]
    public void A_market_that_is_worth_more_the_more_is_labelled_needs_thousands_of_tokens_to_start_at_all()
    {
        Blueprint preset = PresetRun.Read("cold-start", "value.reference=1000000", "customers.value_weight=3");
        PointEvaluator evaluator = Evaluator(preset, "fund.balance=1000 TKN..33000 TKN", runs: 1);

        Seed seed = ColdStart.Find(evaluator, ChanceConstraint.Parse("P(annotators.active < 10) <= 0%"), halvings: 3);

        Number(seed.Value).ShouldBeInRange(3_000, 21_000);
        (Number(seed.Value) - Number(seed.TooLittle)).ShouldBe(4_000);
        // More never hurt, and with too little nobody at all is left.
        seed.Tried.ShouldAllBe(one => one.Stalled == (Number(one.Value) < Number(seed.Value) ? 1 : 0));
        CatalogueRun stalled = PresetRun
            .Of("cold-start", "value.reference=1000000", "customers.value_weight=3", $"fund.balance={seed.TooLittle}")
            .Run;
        stalled.Series("annotators.active")[^1].ShouldBe(0);
        stalled.Series("customers.payments")[^1].ShouldBe(0);
    }

    private static PointEvaluator Evaluator(Blueprint scenario, string seed, int runs) =>
        new(scenario, [Variation.Parse(seed)], seed: 1, runs);

    private static double Number(string? value) =>
        double.Parse(value!.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
}
