using System.Globalization;
using Souk.Charts;
using Souk.Charts.Series;

namespace Souk.Dashboards.Pages;

/// <summary>A chart on a page with the same numbers as a table and as files.</summary>
/// <param name="Heading">The finding, in words.</param>
/// <param name="MetricKey">Names the card in the page.</param>
/// <param name="Chart">What is drawn.</param>
/// <param name="FigureAddress">Serves the figure for the image file.</param>
/// <param name="JsonAddress">Serves the rows as JSON.</param>
/// <param name="CsvAddress">Serves the rows as CSV; null where there is none.</param>
/// <param name="FileName">Of the image, without extension.</param>
/// <param name="Table">The numbers that the chart shows.</param>
public sealed record ChartCard(
    string Heading,
    string MetricKey,
    Chart Chart,
    string FigureAddress,
    string JsonAddress,
    string? CsvAddress,
    string FileName,
    CardTable Table
)
{
    /// <summary>A phone gives the plot more height for these.</summary>
    public int LegendEntryCount => Chart.Series.Count(series => series is not BarSeries { LegendOf: not null });
}

/// <summary>A table for readers: amounts are formatted; the first column is a row header.</summary>
public sealed record CardTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>The points of a chart whose series share their days: one row per mark, one column per series.</summary>
    public static CardTable Of(Chart chart)
    {
        PointSeries[] series = [.. chart.Series.Cast<PointSeries>()];
        string caption = $"{chart.LabelledTitle}, {chart.Y.Caption}";
        if (series.Length == 0 || series[0].X is not DayPositions days)
        {
            return new CardTable(caption, [], []);
        }

        (string first, string format) = days.Span switch
        {
            DaySpan.Week => ("Week from", "yyyy-MM-dd"),
            DaySpan.Month => ("Month", "yyyy-MM"),
            _ => ("Day", "yyyy-MM-dd"),
        };
        return new CardTable(
            caption,
            [first, .. series.Select(one => one.Name)],
            [
                .. days.Days.Select(
                    (day, index) =>
                        (string[])
                            [
                                day.ToString(format, CultureInfo.InvariantCulture),
                                .. series.Select(one => Number(one.Y[index])),
                            ]
                ),
            ]
        );
    }

    private static string Number(double value) => value.ToString("#,##0.######", CultureInfo.InvariantCulture);
}
