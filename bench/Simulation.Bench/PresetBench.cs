using System.Diagnostics;
using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;

namespace Souk.Simulation.Bench;

/// <summary>Presets as they ship, a run each; and the largest with populations of their true size.</summary>
internal static class PresetBench
{
    // 200,000 annotators of 3.2 million accounts: 2.2 million who annotate or could, and the million of the Knowledge Drop.
    private const string Largest = "presets/sahara";
    private const string Potential = "annotators.potential_multiple";
    private const string PotentialAccounts = "11";

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
        Blueprint sample = BlueprintFile.Load(file, ShippedFolder.Path).With(Potential, PotentialAccounts);
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
