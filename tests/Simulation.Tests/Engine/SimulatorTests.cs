using Souk.Simulation.DataMarkets;
using Souk.Simulation.Engine;
using Souk.Simulation.Mechanisms.Vestings;
using Souk.Simulation.Metrics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Engine;

public class SimulatorTests
{
    [Fact]
    public void Supply_is_the_start_plus_emitted_minus_burned_on_every_day()
    {
        RunResult run = new Simulator(DataMarket.Build(TestMarket.Scenario)).Run(seed: 1, replicate: 0);

        for (int day = 0; day < run.Days; day++)
        {
            double expected = 1e9 + Value(run, "emitted", day) - Value(run, "burned", day);
            Value(run, "supply", day).ShouldBe(expected, 1e-6);
        }

        Value(run, "burned", 119).ShouldBeGreaterThan(0);
        Value(run, "emitted", 119).ShouldBe(120 * 10_000);
    }

    [Fact]
    public void Unlocked_equals_the_vesting_formula_to_the_last_unit_that_a_metric_shows()
    {
        RunResult run = new Simulator(DataMarket.Build(TestMarket.Scenario)).Run(seed: 1, replicate: 0);

        for (int day = 0; day < run.Days; day++)
        {
            long close = TestMarket.Start + ((day + 1) * TestMarket.Day);
            Int128 vested = TestMarket.State.Vesting.Aggregate((Int128)0, (sum, v) => sum + Vesting.VestedAt(v, close));
            Value(run, "unlocked", day).ShouldBe(BaseUnits.ToNumber(vested, 18));
        }
    }

    [Fact]
    public void A_run_leaves_no_trace_in_the_next()
    {
        Simulator simulator = new(DataMarket.Build(TestMarket.Scenario));

        byte[] first = simulator.Run(seed: 1, replicate: 5).Digest;
        byte[] other = simulator.Run(seed: 1, replicate: 6).Digest;

        simulator.Run(seed: 1, replicate: 5).Digest.ShouldBe(first);
        other.ShouldNotBe(first);
        simulator.Run(seed: 2, replicate: 5).Digest.ShouldNotBe(first);
    }

    [Fact]
    public void A_market_without_anyone_still_unlocks_and_emits()
    {
        Activity nobody = new()
        {
            ActiveContributors = 0,
            ActiveBuyers = 0,
            OrdersPerDay = 0,
            MeanOrderUsd = 0,
        };
        Scenario scenario = TestMarket.Scenario with { State = TestMarket.State with { Activity = nobody } };

        RunResult run = new Simulator(DataMarket.Build(scenario)).Run(seed: 1, replicate: 0);

        Value(run, "payments_usd", 119).ShouldBe(0);
        Value(run, "active_contributors", 119).ShouldBe(0);
        Value(run, "supply", 119).ShouldBe(1e9 + 1_200_000, 1e-6);
        Value(run, "unlocked", 119).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Cancellation_stops_a_run()
    {
        using CancellationTokenSource source = new();
        source.Cancel();

        Should.Throw<OperationCanceledException>(() =>
            new Simulator(DataMarket.Build(TestMarket.Scenario)).Run(seed: 1, replicate: 0, source.Token)
        );
    }

    private static double Value(RunResult run, string key, int day) =>
        run.Series(RunMetrics.All.ToList().FindIndex(m => m.Key == key))[day];
}
