using Souk.Simulation.DataMarkets;
using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Experiments;

/// <summary>Many runs of one scenario that starts from a market's state; they differ only in their luck.</summary>
public static class Ensemble
{
    /// <summary>Runs replicates 0 to <paramref name="runs"/> − 1 and summarises them.</summary>
    /// <param name="scenario">Validated before the first step.</param>
    /// <param name="seed">Scenarios under one seed share their luck: replicate r of both draws the same numbers.</param>
    /// <param name="runs">1 to <see cref="BlueprintEnsemble.RunsMax"/>.</param>
    /// <param name="threads">Never changes the result, only the time; 0 for one per core.</param>
    /// <param name="cancellation">Stops all threads within a step.</param>
    /// <exception cref="ScenarioException">The scenario cannot run.</exception>
    /// <exception cref="RunException">A rule met what it cannot do.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static EnsembleResult Run(
        Scenario scenario,
        uint seed,
        int runs,
        int threads = 0,
        IProgress<EnsembleProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(runs, BlueprintEnsemble.RunsMax);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        RunResult[] results = new RunResult[runs];
        RunWorkers.Play(
            new MarketPlan(scenario.Validated(), seed),
            [.. Enumerable.Range(0, runs)],
            threads == 0 ? Environment.ProcessorCount : threads,
            new EnsembleClock((long)runs * scenario.HorizonDays, progress),
            () => (run, result) => results[run] = result,
            openSink: null,
            cancellation
        );
        // Bands of some of the runs would depend on which thread was fast.
        cancellation.ThrowIfCancellationRequested();
        return EnsembleResult.Of(scenario, seed, results);
    }

    private sealed class MarketPlan(Scenario scenario, uint seed) : IRunPlan
    {
        public uint Seed => seed;

        public uint ReplicateOf(int run) => (uint)run;

        public bool ShareModel(int run, int other) => true;

        public Model Build(int run) => DataMarket.Build(scenario);
    }
}
