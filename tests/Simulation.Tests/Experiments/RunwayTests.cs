using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Tests.Catalogues;

namespace Souk.Simulation.Tests.Experiments;

public sealed class RunwayTests
{
    private const double MonthDays = 365.25 / 12;

    [Fact]
    public void A_treasury_that_loses_the_same_each_day_lasts_for_what_is_left_over_that()
    {
        MetricSeries treasury = Play(
            "fund: { kind: account, holder: treasury, balance: 3_000 TKN }\n"
                + "burn: { kind: burn.scheduled, from: fund, amount: 10 TKN, every: 1 day, total: 3_000 TKN }"
        );

        MetricSeries left = Runway.Of([treasury])!;

        left.Days.ShouldBe(treasury.Days - Runway.FirstDay);
        left.Spec.Unit.ShouldBe("months");
        foreach (int day in new[] { 0, 40, 89 })
        {
            left[0, day].ShouldBe(treasury[0, Runway.FirstDay + day] / 10 / MonthDays, 1e-9);
        }
    }

    [Fact]
    public void A_treasury_that_does_not_shrink_is_told_as_at_least_the_most_that_is_told()
    {
        MetricSeries treasury = Play("fund: { kind: account, holder: treasury, balance: 3_000 TKN }");

        MetricSeries left = Runway.Of([treasury])!;

        left.Run(0).ToArray().ShouldAllBe(months => months == Runway.MonthsMax);
    }

    [Fact]
    public void Where_nothing_is_held_at_the_start_or_the_run_is_short_there_is_none()
    {
        Runway.Of([Play("fund: { kind: account, holder: treasury }")]).ShouldBeNull();
        Runway.Of([Play("fund: { kind: account, holder: treasury, balance: 1 TKN }", "30 days")]).ShouldBeNull();
        Runway.IsTreasury("lab.treasury").ShouldBeTrue();
        Runway.IsTreasury("treasury_share").ShouldBeFalse();
    }

    private static MetricSeries Play(string parts, string horizon = "120 days")
    {
        Blueprint blueprint = CatalogueRun.Read(CatalogueRun.Text(parts, horizon: horizon));
        return BlueprintEnsemble.Run(blueprint, seed: 1, runs: 1).Metrics.First(one => one.Spec.Key == "treasury");
    }
}
