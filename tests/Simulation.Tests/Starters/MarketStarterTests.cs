using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Starters;

namespace Souk.Simulation.Tests.Starters;

/// <summary>A market as it stands is scored on all three axes.</summary>
public sealed class MarketStarterTests
{
    [Fact]
    public void Power_is_of_orders_over_as_many_as_the_market_begins_with_and_spread_of_what_contributors_hold()
    {
        string text = MarketStarter.Write(TestMarket.State);
        Blueprint start = Catalogue.Read("start", _ => text) with { HorizonDays = 30 };

        BlueprintResult run = BlueprintEnsemble.Run(start, seed: 7, runs: 1);

        IReadOnlyList<double> Of(string metric) => run.Find(metric)!.QuantileByDay(0.5);
        text.ShouldContain("    reference: 15 # exact: read from the chain");
        IReadOnlyList<double> power = Of("axes.power");
        IReadOnlyList<double> orders = Of("buyers.orders");
        for (int day = 0; day < power.Count; day++)
        {
            power[day].ShouldBe(orders[day] / (orders[day] + 15), 1e-9, $"day {day}");
        }

        Of("axes.decentralisation").ShouldAllBe(score => score >= 0 && score < 1);
        Of("axes.decentralisation")[^1].ShouldBeGreaterThan(0.5);
        Transparency.Of(start).Score.ShouldBeInRange(0.1, 0.9);
    }

    [Fact]
    public void Power_of_a_market_without_orders_is_compared_with_one_order_a_day_and_says_so()
    {
        InitialState idle = TestMarket.State with { Activity = TestMarket.State.Activity with { OrdersPerDay = 0 } };

        string text = MarketStarter.Write(idle);

        text.ShouldContain("    reference: 1 # assumed: there is no order to compare with");
        BlueprintEnsemble
            .Run(Catalogue.Read("idle", _ => text) with { HorizonDays = 3 }, seed: 1, runs: 1)
            .Find("axes.power")!
            .QuantileByDay(0.5)
            .ShouldAllBe(power => power == 0);
    }
}
