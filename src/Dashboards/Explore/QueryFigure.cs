using System.Globalization;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Explore;

/// <summary>The chart that suits a query's answer: the first column says where marks stand, columns of numbers how high.</summary>
/// <remarks>Times make lines, words bars, numbers lines. Values become floating point here and are rounded to the nearest.
/// </remarks>
internal static class QueryFigure
{
    private const int SeriesMax = 4;
    private const int BarsMax = 40;
    private const int PointsMax = 2_000;

    /// <returns>Null where nothing can be drawn: fewer than two rows, no numbers, or times that repeat.</returns>
    public static Chart? Of(QueryAnswer answer)
    {
        if (answer.Rows.Count is < 2 or > PointsMax || answer.Columns.Count < 2)
        {
            return null;
        }

        QueryColumn first = answer.Columns[0];
        int[] numbers = [.. Enumerable.Range(1, answer.Columns.Count - 1).Where(at => answer.Columns[at].IsNumber)];
        if (numbers.Length == 0 || PositionsOf(first, [.. answer.Rows.Select(row => row[0])]) is not { } at)
        {
            return null;
        }

        int[] drawn = [.. numbers.Take(SeriesMax)];
        return new Chart
        {
            Title = string.Join(", ", drawn.Select(column => answer.Columns[column].Name)),
            X = new Axis(first.Name),
            Y = new Axis(drawn.Length == 1 ? answer.Columns[drawn[0]].Name : PageWords.Plain("explore.value")),
            Bars = BarLayout.Grouped,
            Note = PageWords.Plain("explore.drawn-from-the-rows-below"),
            Series = [.. drawn.Select((column, index) => SeriesOf(answer, column, (Tone)index, at))],
        };
    }

    private static ChartSeries SeriesOf(QueryAnswer answer, int column, Tone tone, Positions at)
    {
        string name = answer.Columns[column].Name;
        double[] values = [.. answer.Rows.Select(row => NumberOf(row[column]) ?? double.NaN)];
        return at is CategoryPositions ? new BarSeries(name, tone, at, values) : new LineSeries(name, tone, at, values);
    }

    private static Positions? PositionsOf(QueryColumn column, string?[] values)
    {
        if (values.Any(value => value is null))
        {
            return null;
        }

        if (column.IsTime)
        {
            DateOnly[] days = [.. values.Select(value => DateOnly.FromDateTime(TimeOf(value!)))];
            return IsAscending(days) ? Positions.On(days) : null;
        }

        if (column.IsNumber)
        {
            double[] numbers = [.. values.Select(value => NumberOf(value) ?? double.NaN)];
            return IsAscending(numbers) ? Positions.On(numbers) : null;
        }

        return values.Length <= BarsMax && values.Distinct().Count() == values.Length ? Positions.On(values!) : null;
    }

    private static bool IsAscending<T>(T[] values)
        where T : IComparable<T> => values.Zip(values.Skip(1)).All(pair => pair.First.CompareTo(pair.Second) < 0);

    private static double? NumberOf(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;

    // Chain times are within the calendar; others, such as infinity, have no day.
    private static DateTime TimeOf(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTime time)
            ? time
            : default;
}
