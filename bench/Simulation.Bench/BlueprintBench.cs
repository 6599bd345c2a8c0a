using System.Diagnostics;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;

namespace Souk.Simulation.Bench;

/// <summary>The shipped scenario in the manner of Masa with a million agents, on one and on two threads.</summary>
internal static class BlueprintBench
{
    private const int Agents = 1_000_000;

    public static void Run()
    {
        Blueprint blueprint = Scaled();
        foreach (int threads in new[] { 1, 2 })
        {
            // The last model's memory does not count for this one.
            GC.Collect();
            Stopwatch building = Stopwatch.StartNew();
            Model model = BlueprintModel.Build(blueprint);
            using Simulator simulator = new(model, new Crew(threads));
            double built = building.Elapsed.TotalSeconds;
            Stopwatch watch = Stopwatch.StartNew();
            RunResult run = simulator.Run(seed: 1, replicate: 0);
            double seconds = watch.Elapsed.TotalSeconds;
            double rate = (double)simulator.AgentCount * model.Steps / seconds;
            double active = Mean(model, run, "contributors.active") + Mean(model, run, "buyers.active");
            double decisions = 1 + (Mean(model, run, "buyers.orders") / simulator.AgentCount);
            Report.Line(
                $"masa-like, {threads} threads: {simulator.AgentCount} agents x {model.Steps} days in {seconds:0.0} s (built in {built:0.0} s), {rate / 1e6:0.0} M agent-steps/s, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB; active {active / simulator.AgentCount:0.00}, decisions per agent-day {decisions:0.00}; digest {Convert.ToHexStringLower(run.Digest)[..12]}"
            );
        }
    }

    // 60 % potential contributors and 40 % potential buyers, a quarter of both active at the start. What grows with the
    // market grows with it, so that prices stay of the same order.
    private static Blueprint Scaled()
    {
        Blueprint blueprint = Catalogue.Read("masa-like", Text);
        return blueprint
            .With("contributors.active", $"{Agents * 6 / 40}")
            .With("buyers.active", $"{Agents * 4 / 40}")
            .With("buyers.orders_per_day", $"{Agents / 5}")
            .With("buyers.order", "0.2 USD");
    }

    private static string? Text(string name)
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "Analytics.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        string path = Path.Combine(folder!, "data", "scenarios", name + ".yaml");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static double Mean(Model model, RunResult run, string key) =>
        run.Series(model.Metrics.ToList().FindIndex(metric => metric.Key == key)).ToArray().Average();
}
