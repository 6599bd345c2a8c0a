using Souk.Research.Runs;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;
using Souk.Simulation.Experiments;
using Souk.Simulation.Starters;

namespace Souk.Simulation.Bench;

/// <summary>Runs of the starter with many people, kept in a DuckDB file and not kept, in turns: the ratio of the times.</summary>
internal static class SinkBench
{
    private const int Days = 365;
    private const int Rounds = 9;

    public static void Run()
    {
        string folder = Directory.CreateTempSubdirectory("souk-bench-").FullName;
        try
        {
            Compare(folder, people: 200_000, runs: 1, threads: 1);
            Compare(folder, people: 10_000, runs: 16, threads: 2);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(string folder, int people, int runs, int threads)
    {
        Blueprint blueprint = Scenario(people);
        Time(blueprint, runs, threads, target: null);
        double[] alone = new double[Rounds];
        double[] kept = new double[Rounds];
        double[] complete = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            string target = Path.Combine(folder, $"{people}-{round}.duckdb");
            (_, alone[round]) = Time(blueprint, runs, threads, target: null);
            (complete[round], kept[round]) = Time(blueprint, runs, threads, target);
        }

        double bare = Median(alone);
        Report.Line(
            $"sink, {runs} runs x {people} people x {Days} days, {threads} threads: {bare:0.00} s alone, {Median(kept):0.00} s while kept ({Median(kept) / bare:0.00}x; least {kept.Min() / alone.Min():0.00}x), {Median(complete):0.00} s until the file is complete ({Median(complete) / bare:0.00}x; least {complete.Min() / alone.Min():0.00}x)"
        );
    }

    // Until all is in its place, and the part of it in which runs are made.
    private static (double Complete, double Runs) Time(Blueprint blueprint, int runs, int threads, string? target)
    {
        double made = 0;
        double complete = Measure.Seconds(
            () =>
            {
                using RunStore? store = target is null ? null : new RunStore(target);
                Func<Sink>? open = store is null ? null : store.OpenSink;
                BlueprintResult? result = null;
                made = Measure.Seconds(
                    () => result = BlueprintEnsemble.Run(blueprint, seed: 1, runs, threads, open),
                    repetitions: 1
                );
                store?.Finish(result!);
            },
            repetitions: 1
        );
        return (complete, made);
    }

    private static Blueprint Scenario(int people)
    {
        string text = StarterScenario.Write(
            AllocationCsv.Read("sample", StarterScenario.SampleCsv),
            "TKN",
            1e9m,
            new DateOnly(2026, 1, 1),
            0.05m
        );
        Blueprint blueprint = Catalogue.Read("starter", _ => text);
        return blueprint.With("contributors.active", $"{people / 5}") with { HorizonDays = Days };
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
