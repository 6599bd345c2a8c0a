using System.Runtime.InteropServices;
using Souk.Research.Responses;
using Souk.Simulation.Measures;
using Souk.Simulation.Metrics;
using Souk.Simulation.Numerics;

namespace Souk.Dashboards.Flywheels;

/// <summary>How a stage follows another from week to week: changes of logarithms, the later one a week behind.</summary>
/// <remarks>It tells that both move together, not why. Weeks in which either is 0 or unknown are gaps.</remarks>
internal static class WeeklyPairs
{
    /// <summary>Weeks that are resampled together, since neighbours are alike.</summary>
    private const int BlockWeeks = 4;

    private const int Resamples = ResponseDesign.ResamplesUsual;
    private const double Tail = 0.025;
    private const uint Seed = 1;
    private const uint Stream = 11;

    /// <summary>Pairs of one market or run, in blocks. A week of a level is the mean of its days, of a flow their sum.</summary>
    public static IReadOnlyList<(double Earlier, double Later)[]> Of(
        (double[] Days, bool IsLevel) earlier,
        (double[] Days, bool IsLevel) later
    )
    {
        double[] from = Changes(Weeks(earlier));
        double[] to = Changes(Weeks(later));
        (double, double)[] pairs =
        [
            .. Enumerable
                .Range(0, Math.Max(0, Math.Min(from.Length, to.Length - 1)))
                .Select(week => (from[week], to[week + 1]))
                .Where(pair => double.IsFinite(pair.Item1) && double.IsFinite(pair.Item2)),
        ];
        return [.. pairs.Chunk(BlockWeeks)];
    }

    /// <returns>Null where there are fewer pairs than <see cref="FlywheelLink.WeeksMin"/>, or the earlier stage never moves.</returns>
    public static Elasticity? Estimate(IReadOnlyList<(double Earlier, double Later)[]> clusters)
    {
        (double Earlier, double Later)[] all = [.. clusters.SelectMany(cluster => cluster)];
        if (all.Length < FlywheelLink.WeeksMin || all.All(pair => pair.Earlier == all[0].Earlier))
        {
            return null;
        }

        RandomStream random = new(Seed, Stream);
        double[] slopes = new double[Resamples];
        for (int draw = 0; draw < slopes.Length; draw++)
        {
            DrawSequence sequence = random.Sequence(DrawKind.Choice, draw, 0);
            List<(double, double)> sample = [];
            for (int index = 0; index < clusters.Count; index++)
            {
                sample.AddRange(clusters[(int)sequence.Below((ulong)clusters.Count)]);
            }

            slopes[draw] = Slope(CollectionsMarshal.AsSpan(sample));
        }

        Array.Sort(slopes);
        return new Elasticity(
            Slope(all),
            Quantile.OfSorted(slopes, Tail),
            Quantile.OfSorted(slopes, 1 - Tail),
            all.Length
        );
    }

    private static double Slope(ReadOnlySpan<(double Earlier, double Later)> pairs)
    {
        double[] earlier = new double[pairs.Length];
        double[] later = new double[pairs.Length];
        for (int index = 0; index < pairs.Length; index++)
        {
            (earlier[index], later[index]) = pairs[index];
        }

        return LoopGain.Elasticity(earlier, later);
    }

    private static double[] Weeks((double[] Days, bool IsLevel) column) =>
        [
            .. column
                .Days.Chunk(7)
                .Where(week => week.Length == 7)
                .Select(week =>
                {
                    double[] known = [.. week.Where(double.IsFinite)];
                    return known.Length == 0 ? double.NaN
                        : column.IsLevel ? known.Average()
                        : known.Sum();
                }),
        ];

    private static double[] Changes(double[] weeks) =>
        [
            .. Enumerable
                .Range(1, Math.Max(0, weeks.Length - 1))
                .Select(week =>
                    weeks[week] > 0 && weeks[week - 1] > 0 ? Math.Log(weeks[week] / weeks[week - 1]) : double.NaN
                ),
        ];
}
