using System.Diagnostics;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Experiments;
using Souk.Simulation.Presets;

namespace Souk.Simulation.Bench;

/// <summary>Presets as they ship, a run each; and the largest with populations of their true size.</summary>
internal static class PresetBench
{
    private const string Largest = "presets/sahara";

    /// <summary>The first run of each, with building, in a process that is warm by then; and the best of three.</summary>
    public static void RunSamples()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(ShippedFolder.Path, "presets"), "*.yaml").Order()];
        foreach (string file in files)
        {
            Blueprint blueprint = BlueprintFile.Load(file, ShippedFolder.Path).Draw(seed: 1, replicate: 0);
            double first = Measure.Seconds(() => Run(blueprint, threads: 1), repetitions: 1);
            double best = Measure.Seconds(() => Run(blueprint, threads: 1));
            Report.Line(
                $"{Path.GetFileNameWithoutExtension(file)}: {blueprint.HorizonDays} days, first {first:0.000} s, best of three {best:0.000} s"
            );
        }
    }

    public static void RunLargest()
    {
        string file = Path.Combine(ShippedFolder.Path, Largest + ".yaml");
        Blueprint sample = BlueprintFile.Load(file, ShippedFolder.Path);
        Blueprint full = FullScale.Of(sample).Blueprint.Draw(seed: 1, replicate: 0);
        foreach (int threads in new[] { 2, 1 })
        {
            Stopwatch watch = Stopwatch.StartNew();
            int agents = Run(full, threads);
            Report.Line(
                $"{Largest} in full, {threads} threads: {agents:#,0} agents x {full.HorizonDays} days in {watch.Elapsed.TotalSeconds:0.0} s with building, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB"
            );
            GC.Collect();
        }
    }

    /// <summary>How far the headline of a preset at full size is from the sample's: of the means of the last day, run by run the same luck.</summary>
    /// <param name="runs">Of each preset; the largest takes a minute a run.</param>
    /// <param name="page">docs/SCALE.md, whose table gets what was measured of a preset once that is done; null to print it only.</param>
    public static void CompareScales(int runs, string name, string? page)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(ShippedFolder.Path, "presets"), name + ".yaml").Order())
        {
            Blueprint sample = BlueprintFile.Load(file, ShippedFolder.Path);
            string preset = Path.GetFileNameWithoutExtension(file);
            if (sample.Weights.All(one => one.Value == 1))
            {
                Write(page, [ScaleGap.None(preset)]);
                continue;
            }

            BlueprintResult few = BlueprintEnsemble.Run(sample, seed: 1, runs);
            BlueprintResult all = BlueprintEnsemble.Run(FullScale.Of(sample).Blueprint, seed: 1, runs);
            List<ScaleGap> gaps = [];
            foreach (string metric in sample.Headline)
            {
                (double of, double error) = Gap(Last(few, metric), Last(all, metric));
                gaps.Add(new(preset, metric, runs, of, runs > 1 ? error : double.NaN));
                Report.Line($"{preset} {metric}: {100 * of:+0.00;-0.00} % (+- {100 * error:0.00})");
            }

            Write(page, gaps);
        }
    }

    private static void Write(string? page, IReadOnlyList<ScaleGap> gaps)
    {
        if (page is not null)
        {
            File.WriteAllText(page, ScaleTable.Update(File.ReadAllText(page), gaps));
        }
    }

    private static double[] Last(BlueprintResult result, string metric) =>
        [
            .. Enumerable
                .Range(0, result.Runs)
                .Select(run => result.Metrics.Single(series => series.Spec.Key == metric)[run, result.Days - 1]),
        ];

    // The standard error is that of the differences between runs of one luck.
    private static (double Of, double Error) Gap(double[] few, double[] all)
    {
        double mean = few.Average();
        double[] gaps = [.. few.Zip(all, (one, other) => (other - one) / mean)];
        double gap = gaps.Average();
        double variance = gaps.Sum(one => (one - gap) * (one - gap)) / Math.Max(1, gaps.Length - 1);
        return mean == 0 ? (0, 0) : (gap, Math.Sqrt(variance / gaps.Length));
    }

    /// <summary>What a run of one spends its time on.</summary>
    public static void RunRules(string name, bool isFull)
    {
        Blueprint sample = BlueprintFile.Load(Path.Combine(ShippedFolder.Path, name + ".yaml"), ShippedFolder.Path);
        Blueprint drawn = (isFull ? FullScale.Of(sample).Blueprint : sample).Draw(seed: 1, replicate: 0);
        RuleClock.Run(name, BlueprintModel.Build(drawn), threads: 2);
    }

    private static int Run(Blueprint blueprint, int threads)
    {
        using Simulator simulator = new(BlueprintModel.Build(blueprint), new Crew(threads));
        simulator.Run(seed: 1, replicate: 0);
        return simulator.AgentCount;
    }
}
