using System.Globalization;
using Souk.Cli.Screens;
using Souk.Research.Runs;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Stages;

/// <summary>How a scenario is to be run.</summary>
/// <param name="Output">Where the runs are kept; null for nowhere.</param>
internal sealed record BlueprintOrder(uint Seed, int Runs, int Threads, string? Output);

/// <summary>Running a scenario that stands alone, as one stage of long work.</summary>
internal static class BlueprintStage
{
    /// <summary>Runs with progress on the screen, and keeps the runs where they are wanted.</summary>
    public static async Task<BlueprintResult> RunAsync(
        Blueprint blueprint,
        BlueprintOrder order,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        using RunStore? store = order.Output is null ? null : new RunStore(order.Output);
        BlueprintResult result = await screen.RunAsync(
            $"Simulate {blueprint.Title}",
            progress =>
                Task.Run(() =>
                    BlueprintEnsemble.Run(
                        blueprint,
                        order.Seed,
                        order.Runs,
                        order.Threads,
                        store is null ? null : store.OpenSink,
                        new Relay(progress, order.Runs),
                        cancellation
                    )
                )
        );
        store?.Finish(result);
        return result;
    }

    private sealed class Relay(IProgress<StageProgress> progress, int runs) : IProgress<EnsembleProgress>
    {
        private readonly Lock _gate = new();

        public void Report(EnsembleProgress value)
        {
            lock (_gate)
            {
                progress.Report(
                    new StageProgress(
                        value.Fraction,
                        string.Create(CultureInfo.InvariantCulture, $"{value.RunsDone:N0} of {runs:N0} runs done")
                    )
                );
            }
        }
    }
}
