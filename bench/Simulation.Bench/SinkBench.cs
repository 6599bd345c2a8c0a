using Souk.Research.Runs;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;
using Souk.Simulation.Experiments;
using Souk.Simulation.Starters;

namespace Souk.Simulation.Bench;

/// <summary>A run of the starter with many people, kept in a DuckDB file and not kept, in turns: the ratio of the times.</summary>
internal static class SinkBench
{
    private const int Agents = 25_000;
    private const int Days = 365;
    private const int Rounds = 5;

    public static void Run()
    {
        Blueprint blueprint = Scenario();
        string folder = Directory.CreateTempSubdirectory("souk-bench-").FullName;
        try
        {
            Time(blueprint, target: null);
            double[] without = new double[Rounds];
            double[] kept = new double[Rounds];
            double[] stepping = new double[Rounds];
            for (int round = 0; round < Rounds; round++)
            {
                (without[round], _) = Time(blueprint, target: null);
                (kept[round], stepping[round]) = Time(blueprint, Path.Combine(folder, $"{round}.duckdb"));
            }

            double bare = Median(without);
            Report.Line(
                $"sink, {Agents} people x {Days} days, {blueprint.Parts.Count} parts, one thread: {bare:0.00} s alone, {Median(stepping):0.00} s while kept ({Median(stepping) / bare:0.000}x), {Median(kept):0.00} s until the file is complete ({Median(kept) / bare:0.000}x)"
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // All that happened, and the part of it in which the run was made.
    private static (double All, double Run) Time(Blueprint blueprint, string? target)
    {
        double run = 0;
        double all = Measure.Seconds(
            () =>
            {
                using RunStore? store = target is null ? null : new RunStore(target);
                Func<Sink>? open = store is null ? null : store.OpenSink;
                BlueprintResult? result = null;
                run = Measure.Seconds(
                    () => result = BlueprintEnsemble.Run(blueprint, seed: 1, runs: 1, threads: 1, open),
                    repetitions: 1
                );
                store?.Finish(result!);
            },
            repetitions: 1
        );
        return (all, run);
    }

    private static Blueprint Scenario()
    {
        string text = StarterScenario.Write(
            AllocationCsv.Read("sample", StarterScenario.SampleCsv),
            "TKN",
            1e9m,
            new DateOnly(2026, 1, 1),
            0.05m
        );
        Blueprint blueprint = Catalogue.Read("starter", _ => text);
        return blueprint.With("contributors.active", $"{Agents / 5}") with { HorizonDays = Days };
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
