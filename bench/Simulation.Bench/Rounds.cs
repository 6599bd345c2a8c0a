using System.Diagnostics;
using System.Globalization;

namespace Souk.Simulation.Bench;

/// <summary>Several ways to do the same work, taking turns; nanoseconds an item (median and least), ratios of medians
/// to the first, and the distance between the quartiles over the median.</summary>
internal sealed class Rounds(string what, int itemCount)
{
    private const int RoundCount = 31;
    private const double RoundSeconds = 0.02;

    private readonly List<(string Name, Action Work)> _ways = [];

    public void Add(string name, Action work) => _ways.Add((name, work));

    public void Print()
    {
        int[] repeats = [.. _ways.Select(way => Repeats(way.Work))];
        double[][] times = [.. _ways.Select(_ => new double[RoundCount])];
        for (int round = 0; round < RoundCount; round++)
        {
            for (int way = 0; way < _ways.Count; way++)
            {
                times[way][round] = Time(_ways[way].Work, repeats[way]);
            }
        }

        double first = Median(times[0]);
        for (int way = 0; way < _ways.Count; way++)
        {
            double median = Median(times[way]);
            double[] sorted = [.. times[way].Order()];
            double spread = (sorted[RoundCount * 3 / 4] - sorted[RoundCount / 4]) / median;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what, -20} {_ways[way].Name, -26} {median * 1e9 / itemCount, 8:0.000} ns, least {sorted[0] * 1e9 / itemCount, 8:0.000} ns {first / median, 6:0.00}x spread {spread:0.00}"
                )
            );
        }
    }

    // Runs long enough to be compiled in full first.
    private static int Repeats(Action work)
    {
        Time(work, 200);
        double once = Time(work, 50);
        return (int)Math.Clamp(RoundSeconds / once, 1, 10_000);
    }

    private static double Time(Action work, int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
        {
            work();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
