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
        double one = Measure.Seconds(() => Ensemble.Run(scenario, seed: 1, runs, threads: 1), repetitions: 1);
        double two = Measure.Seconds(() => Ensemble.Run(scenario, seed: 1, runs, threads: 2), repetitions: 1);
        double agentSteps = (double)Agents * scenario.HorizonDays * runs;
        Report.Line(
            $"ensemble, {runs} runs x {Agents} agents x {scenario.HorizonDays} days: 1 thread {one:0.0} s, 2 threads {two:0.0} s, {agentSteps / two / 1e6:0.0} M agent-steps/s, per-core efficiency {one / two / 2:0.00}"
        );
    }
}
