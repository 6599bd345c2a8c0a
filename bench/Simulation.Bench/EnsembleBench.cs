using System.Diagnostics;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Bench;

/// <summary>Runs of 10,000 agents over a year: two threads against one in the same process.</summary>
internal static class EnsembleBench
{
    private const int Agents = 10_000;

    public static void Run(int runs)
    {
        Scenario scenario = MarketScenario.Of(Agents);
        Ensemble.Run(scenario, seed: 1, runs: 4, threads: 2);
        (double one, double oneBusy) = Time(scenario, runs, threads: 1);
        (double two, double twoBusy) = Time(scenario, runs, threads: 2);
        double agentSteps = (double)Agents * scenario.HorizonDays * runs;
        Report.Line(
            $"ensemble, {runs} runs x {Agents} agents x {scenario.HorizonDays} days: 1 thread {one:0.0} s, 2 threads {two:0.0} s, {agentSteps / two / 1e6:0.0} M agent-steps/s, per-core efficiency {one / two / 2:0.00} by the clock, {oneBusy / twoBusy:0.00} by processor time ({oneBusy:0.0} s, {twoBusy:0.0} s)"
        );
    }

    // Processor time tells what threads cost each other even where the machine has other work.
    private static (double Seconds, double Busy) Time(Scenario scenario, int runs, int threads)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        double seconds = Measure.Seconds(() => Ensemble.Run(scenario, seed: 1, runs, threads), repetitions: 1);
        return (seconds, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
    }
}
