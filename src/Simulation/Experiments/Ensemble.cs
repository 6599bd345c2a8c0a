using Souk.Simulation.DataMarkets;
using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Experiments;

/// <summary>Many runs of one scenario that differ only in their luck.</summary>
public static class Ensemble
{
    /// <summary>The most runs that one call holds in memory.</summary>
    public const int RunsMax = 100_000;

    /// <summary>Runs replicates 0 to <paramref name="runs"/> − 1 and summarises them.</summary>
    /// <param name="scenario">Validated before the first step.</param>
    /// <param name="seed">Scenarios under one seed share their luck: replicate r of both draws the same numbers.</param>
    /// <param name="runs">1 to <see cref="RunsMax"/>.</param>
    /// <param name="threads">Never changes the result, only the time; 0 for one per core.</param>
    /// <param name="progress">Told the number of finished runs.</param>
    /// <param name="cancellation">Stops all threads within a step.</param>
    /// <exception cref="ScenarioException">The scenario cannot run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static EnsembleResult Run(
        Scenario scenario,
        uint seed,
        int runs,
        int threads = 0,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(runs, RunsMax);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        scenario.Validated();
        RunResult[] results = new RunResult[runs];
        int nextReplicate = 0;
        int doneCount = 0;
        // One simulator per thread for all its runs: their memory is made once.
        void Work(int thread)
        {
            using Simulator simulator = new(DataMarket.Build(scenario));
            while (Interlocked.Increment(ref nextReplicate) - 1 is var replicate && replicate < runs)
            {
                results[replicate] = simulator.Run(seed, (uint)replicate, cancellation);
                progress?.Report(Interlocked.Increment(ref doneCount));
            }
        }

        int threadCount = Math.Min(runs, threads == 0 ? Environment.ProcessorCount : threads);
        ParallelOptions options = new() { MaxDegreeOfParallelism = threadCount, CancellationToken = cancellation };
        Parallel.For(0, threadCount, options, Work);
        return EnsembleResult.Of(scenario, seed, results);
    }
}
