using Souk.Charts.Series;

namespace Souk.Charts.Figures;

/// <summary>Leaves out points of long lines that no screen can show, and keeps every extreme.</summary>
/// <remarks>M4 (Jugel and others, PVLDB 7(10), 2014): of each stretch the first, the last, the lowest and the highest point. Series
/// with the same positions keep the same ones, so that areas still stand on each other; of areas their sum counts, which is what
/// is drawn. Bars are never thinned: whoever makes bars bins.</remarks>
public static class Thinning
{
    /// <summary>Points of a trace at most.</summary>
    public const int PointsMax = 2_000;

    /// <summary>Points of a line that is drawn of simulated days; more are not seen.</summary>
    private const int EvenMax = 180;

    /// <summary>Evenly spaced places of so many, the first and the last among them.</summary>
    public static int[] Evenly(int count, int countMax = EvenMax)
    {
        int step = Math.Max(1, (count + countMax - 2) / (countMax - 1));
        return [.. Enumerable.Range(0, count).Where(place => place % step == 0 || place == count - 1)];
    }

    /// <summary>The chart with at most <paramref name="pointsMax"/> points in each line and area; itself where it has no more.</summary>
    public static Chart Of(Chart chart, int pointsMax = PointsMax)
    {
        if (!chart.Series.Any(series => IsLong(series, pointsMax)))
        {
            return chart;
        }

        PointSeries[] lines = [.. chart.Series.Where(series => IsLong(series, pointsMax)).Cast<PointSeries>()];
        Dictionary<PointSeries, int[]> kept = new(ReferenceEqualityComparer.Instance);
        foreach (PointSeries[] alike in GroupsOf(lines))
        {
            int[] places = PlacesOf([.. HeightsOf(alike)], pointsMax);
            Array.ForEach(alike, series => kept[series] = places);
        }

        return chart with
        {
            Series =
            [
                .. chart.Series.Select(series =>
                    series is PointSeries points && kept.TryGetValue(points, out int[]? places)
                        ? points with
                        {
                            X = At(points.X, places),
                            Y = [.. places.Select(place => points.Y[place])],
                        }
                        : series
                ),
            ],
        };
    }

    private static bool IsLong(ChartSeries series, int pointsMax) =>
        series is LineSeries or AreaSeries && ((PointSeries)series).X.Count > pointsMax;

    private static IEnumerable<PointSeries[]> GroupsOf(PointSeries[] lines)
    {
        List<List<PointSeries>> groups = [];
        foreach (PointSeries line in lines)
        {
            if (groups.Find(group => IsAlike(group[0].X, line.X)) is { } found)
            {
                found.Add(line);
            }
            else
            {
                groups.Add([line]);
            }
        }

        return groups.Select(group => group.ToArray());
    }

    private static bool IsAlike(Positions one, Positions other) =>
        (one, other) switch
        {
            (DayPositions left, DayPositions right) => left.Days.SequenceEqual(right.Days),
            (NumberPositions left, NumberPositions right) => left.Numbers.SequenceEqual(right.Numbers),
            (CategoryPositions left, CategoryPositions right) => left.Categories.SequenceEqual(right.Categories),
            _ => false,
        };

    // How high each line is drawn: an area stands on those before it.
    private static IEnumerable<double[]> HeightsOf(PointSeries[] alike)
    {
        double[] stack = new double[alike[0].X.Count];
        foreach (PointSeries series in alike)
        {
            double[] heights = [.. series.Y];
            if (series is AreaSeries)
            {
                for (int place = 0; place < stack.Length; place++)
                {
                    stack[place] += double.IsFinite(heights[place]) ? heights[place] : 0;
                    heights[place] = stack[place];
                }
            }

            yield return heights;
        }
    }

    private static int[] PlacesOf(double[][] lines, int pointsMax)
    {
        int count = lines[0].Length;
        int stretches = Math.Max(1, pointsMax / (2 + (2 * lines.Length)));
        SortedSet<int> places = [];
        for (int stretch = 0; stretch < stretches; stretch++)
        {
            int first = (int)((long)count * stretch / stretches);
            int last = (int)((long)count * (stretch + 1) / stretches) - 1;
            if (first > last)
            {
                continue;
            }

            places.Add(first);
            places.Add(last);
            foreach (double[] line in lines)
            {
                IEnumerable<int> finite = Enumerable
                    .Range(first, last - first + 1)
                    .Where(at => double.IsFinite(line[at]));
                if (finite.Any())
                {
                    places.Add(finite.MinBy(at => line[at]));
                    places.Add(finite.MaxBy(at => line[at]));
                }
            }
        }

        return [.. places];
    }

    private static Positions At(Positions positions, int[] places) =>
        positions switch
        {
            DayPositions days => Positions.On([.. places.Select(place => days.Days[place])], days.Span),
            NumberPositions numbers => Positions.On([.. places.Select(place => numbers.Numbers[place])]),
            CategoryPositions names => Positions.On([.. places.Select(place => names.Categories[place])]),
            _ => throw new ArgumentException($"No place is known for {positions.GetType().Name}.", nameof(positions)),
        };
}
