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

    // Columns that a step passes over, once for each read and each write; what few agents do is left out.
    // Contributor: state 1 and paid weight 4 to decide, weight 4 to expect, weight twice for each of two currencies of pay 16
    // and twice 4 for usage rewards; the balances that the active quarter is paid into, read and written, 3 × 32 / 4.
    private const double BytesOfContributor = 1 + 4 + 4 + 16 + 8 + 24;

    // Buyer: state 1, spending 16 written and read, the balance of the fifth that buys, read and written.
    private const double BytesOfBuyer = 1 + 32 + 6;

    // Who stakes data: free points of two types 32, given points twice 8, consent 2, free points for the metric 16, vault 1.
    private const double BytesOfDataStaker = 32 + 16 + 2 + 16 + 1;

    // Who calls: balance 16 twice, channel 48 twice, signed amount 16 twice.
    private const double BytesOfCaller = 32 + 96 + 32;

    private const double BytesPerAgentStep =
        (0.5 * BytesOfContributor) + (0.3 * BytesOfBuyer) + (0.15 * BytesOfDataStaker) + (0.05 * BytesOfCaller);

    /// <param name="bandwidth">Measured after the runs, so that its arrays are not in their peak of memory.</param>
    public static void Run(Func<double> bandwidth)
    {
        Blueprint blueprint = Scaled();
        List<(int Threads, double Rate)> rates = [];
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
            double callers = Agents / 20.0;
            double consenting = Mean(model, run, "data_stakers.consenting");
            double active =
                Mean(model, run, "contributors.active") + Mean(model, run, "buyers.active") + consenting + callers;
            // Each agent decides once; buyers about each order, callers about calls too, data stakers about their vaults too.
            double decisions =
                1 + ((Mean(model, run, "buyers.orders") + callers + (Agents * 3 / 20.0)) / simulator.AgentCount);
            Report.Line(
                $"masa-like, {threads} threads: {simulator.AgentCount} agents x {model.Steps} days in {seconds:0.0} s (built in {built:0.0} s), {rate / 1e6:0.0} M agent-steps/s, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB; active {active / simulator.AgentCount:0.00}, decisions per agent-day {decisions:0.00}; digest {Convert.ToHexStringLower(run.Digest)[..12]}"
            );
            rates.Add((threads, rate));
        }

        foreach ((int threads, double rate) in rates)
        {
            Report.Line(
                $"masa-like, {threads} threads: {Report.Memory(rate * BytesPerAgentStep, BytesPerAgentStep, threads * bandwidth())}"
            );
        }
    }

    // Half potential contributors, 30 % potential buyers, 15 % who stake data, 5 % who call from escrow channels; a quarter of
    // contributors and buyers is active at the start. What grows with the market grows with it, so that prices stay of the
    // same order.
    private static Blueprint Scaled()
    {
        Blueprint blueprint = Catalogue.Read("masa-like", Text);
        return blueprint
            .With("contributors.active", $"{Agents / 8}")
            .With("buyers.active", $"{Agents * 3 / 40}")
            .With("buyers.orders_per_day", $"{Agents * 3 / 20}")
            .With("buyers.order", "0.27 USD")
            .With("data_stakers.count", $"{Agents * 3 / 20}")
            .With("data.posts.rewards[0]", "0.01 MASA")
            .With("data.pages.rewards[1]", "0.001 USDC")
            .With("apps.count", $"{Agents / 20}")
            .With("channels.deposit", "10 MASA")
            .With("channels.price", "0.005 MASA")
            .With("vaults.mint_fee", "0.05 MASA")
            .With("vaults.manage_fee", "0.01 MASA");
    }

    private static string? Text(string name)
    {
        string path = Path.Combine(ShippedFolder.Path, name + ".yaml");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static double Mean(Model model, RunResult run, string key) =>
        run.Series(model.Metrics.ToList().FindIndex(metric => metric.Key == key)).ToArray().Average();
}
