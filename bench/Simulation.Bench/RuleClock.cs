using System.Diagnostics;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Bench;

/// <summary>Where the time of a run goes, rule by rule. Metrics and checks are left out.</summary>
internal static class RuleClock
{
    private const int Shown = 8;

    public static void Run(string name, Model model, int threads)
    {
        Schedule schedule = new(model);
        using Crew crew = new(threads);
        RandomStream random = new(1, 0);
        long[] ticks = new long[model.Rules.Count];
        model.Reset();
        Play(schedule.Start, new Step(0, random, crew));
        for (int step = 0; step < model.Steps; step++)
        {
            Play(schedule.Step, new Step(step, random, crew));
        }

        foreach (int rule in Enumerable.Range(0, ticks.Length).OrderByDescending(rule => ticks[rule]).Take(Shown))
        {
            double seconds = (double)ticks[rule] / Stopwatch.Frequency;
            Report.Line($"{name}, {threads} threads: {model.Rules[rule].Name} {seconds:0.00} s");
        }

        void Play(IReadOnlyList<int> rules, Step step)
        {
            foreach (int rule in rules)
            {
                long start = Stopwatch.GetTimestamp();
                model.Rules[rule].Run(step);
                ticks[rule] += Stopwatch.GetTimestamp() - start;
            }
        }
    }
}
