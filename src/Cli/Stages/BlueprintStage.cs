using Souk.Cli.Screens;
using Souk.Research.Runs;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Stages;

/// <summary>How a scenario is to be run.</summary>
/// <param name="Output">Where the runs are kept; null for nowhere.</param>
internal sealed record BlueprintOrder(uint Seed, int Runs, int Threads, string? Output)
{
    /// <summary>Whether a single run that is cancelled gives the days that are done.</summary>
    public bool KeepsDays { get; init; }
}

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
                        new EnsembleProgressLine(progress, order.Runs),
                        cancellation,
                        order.KeepsDays
                    )
                )
        );
        store?.Finish(result);
        return result;
    }
}
