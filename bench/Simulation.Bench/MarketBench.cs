using System.Diagnostics;
using Souk.Simulation.Crews;
using Souk.Simulation.DataMarkets;
using Souk.Simulation.Engine;
using Souk.Simulation.Metrics;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Bench;

/// <summary>A market of a million agents over a year with an exact ledger, on one and on two threads.</summary>
internal static class MarketBench
{
    private const int Agents = 1_000_000;

    // Contributor: decision on 1 + 4 + 8 bytes of traits, 16 of balance read, 16 of sales written and read twice, paid
    // weight read three times, pay in two tokens for the active quarter. Buyer: 1 of state, 16 of spending written and
    // read twice, 16 of balance twice.
    private const double BytesPerAgentStep = (0.6 * (13 + 16 + 48 + 12 + 16)) + (0.4 * (1 + 48 + 32));

    public static void Run(double bandwidth)
    {
        Scenario scenario = MarketScenario.Of(Agents);
        foreach (int threads in new[] { 1, 2 })
        {
            using Simulator simulator = new(DataMarket.Build(scenario), new Crew(threads));
            Stopwatch watch = Stopwatch.StartNew();
            RunResult run = simulator.Run(seed: 1, replicate: 0);
            double seconds = watch.Elapsed.TotalSeconds;
            double rate = (double)simulator.AgentCount * scenario.HorizonDays / seconds;
            double active = Mean(run, "active_contributors") + Mean(run, "active_buyers");
            double decisions = 1 + ((Mean(run, "orders")) / Agents);
            Report.Line(
                $"marketplace, {threads} threads: {simulator.AgentCount} agents x {scenario.HorizonDays} days in {seconds:0.0} s, {rate / 1e6:0.0} M agent-steps/s, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB; active {active / Agents:0.00}, decisions per agent-day {decisions:0.00}; {Report.Memory(rate * BytesPerAgentStep, BytesPerAgentStep, threads * bandwidth)}; digest {Convert.ToHexStringLower(run.Digest)[..12]}"
            );
        }
    }

    private static double Mean(RunResult run, string key) =>
        run.Series(RunMetrics.All.ToList().FindIndex(metric => metric.Key == key)).ToArray().Average();
}
