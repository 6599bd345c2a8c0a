using Souk.Cli.Screens;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Cli.Stages;

/// <summary>Simulating as one stage of long work.</summary>
internal static class SimulateStage
{
    /// <summary>Runs an ensemble with progress on the screen.</summary>
    public static Task<EnsembleResult> RunAsync(
        Scenario scenario,
        uint seed,
        int runs,
        int threads,
        ProgressScreen screen,
        CancellationToken cancellation
    ) =>
        screen.RunAsync(
            "Simulate",
            progress =>
                Task.Run(
                    () =>
                        Ensemble.Run(
                            scenario,
                            seed,
                            runs,
                            threads,
                            new EnsembleProgressLine(progress, runs),
                            cancellation
                        ),
                    cancellation
                )
        );
}
