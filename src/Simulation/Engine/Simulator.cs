using Souk.Simulation.Metrics;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Engine;

/// <summary>Runs replicates of one scenario, one after the other, in the same memory.</summary>
/// <remarks>A run is a pure function of scenario, seed and replicate: earlier runs leave no trace. One thread at a time.</remarks>
public sealed class Simulator
{
    private readonly Economy _economy;

    /// <exception cref="ScenarioException">The scenario cannot run.</exception>
    public Simulator(Scenario scenario)
    {
        _economy = new Economy(scenario.Validated());
    }

    /// <summary>Agents in every run: potential contributors, potential buyers, insiders.</summary>
    public int AgentCount => _economy.Contributors.Count + _economy.Buyers.Count + _economy.InsiderSales.Length;

    /// <summary>Runs one replicate to its horizon.</summary>
    /// <param name="seed">Shared by the runs of an ensemble.</param>
    /// <param name="replicate">Which run.</param>
    /// <param name="cancellation">Checked at every step.</param>
    public RunResult Run(uint seed, uint replicate, CancellationToken cancellation = default)
    {
        int days = _economy.Scenario.HorizonDays;
        double[] values = new double[RunMetrics.All.Count * days];
        _economy.Reset(new RandomStream(seed, replicate));
        for (int step = 0; step < days; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            Step(step);
            Recorder.Record(_economy, step, values);
        }

        return new RunResult(replicate, days, values, RunDigest.Of(values, _economy.Ledger, tokenCount: 2));
    }

    /// <summary>A day: observe, decide, clear, settle. Conservation is checked after everything that moves tokens.</summary>
    private void Step(int step)
    {
        DecidePhase.Observe(_economy, step);
        DecidePhase.Decide(_economy, step);
        ClearPhase.CollectOrders(_economy);
        _economy.Ledger.CheckConservation("order settlement");
        ClearPhase.Trade(_economy);
        _economy.Ledger.CheckConservation("token trade");
        SettlePhase.ReleaseVesting(_economy, step);
        _economy.Ledger.CheckConservation("vesting");
        SettlePhase.Emit(_economy);
        _economy.Ledger.CheckConservation("emission");
        SettlePhase.RouteFees(_economy);
        _economy.Ledger.CheckConservation("fee router");
        SettlePhase.PayContributors(_economy);
        _economy.Ledger.CheckConservation("contributor pay");
    }
}
