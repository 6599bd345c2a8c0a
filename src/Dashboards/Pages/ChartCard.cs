using System.Globalization;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Pages;

/// <summary>A chart on a page with the same numbers as a table and as files.</summary>
/// <param name="Heading">The finding, in words.</param>
/// <param name="Key">Names the card in the page, and its files.</param>
/// <param name="Chart">What is drawn.</param>
/// <param name="Table">The numbers that the chart shows.</param>
/// <param name="Rows">All that stands behind it, in full.</param>
public sealed record ChartCard(string Heading, string Key, Chart Chart, CardTable Table, ExportTable Rows)
{
    /// <summary>What the rows are, by name.</summary>
    public IReadOnlyList<(string Name, string Text)> About { get; init; } = [];

    /// <summary>Whose they are; null where they are of no single market.</summary>
    public MarketSummary? Market { get; init; }

    /// <summary>What its numbers rest on.</summary>
    public required Badge Badge { get; init; }

    /// <summary>Where its formula, query and rows are; null where the page itself says how it is computed.</summary>
    public string? Definition { get; init; }

    public Exhibit ToExhibit()
    {
        Exhibit exhibit = new(Key, Chart.Title, Rows, Chart) { About = About, Label = Chart.Label };
        return Market is { } market ? exhibit.From(market) : exhibit;
    }

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
            DaySpan.Week => (PageWords.Plain("shared.week-from"), "yyyy-MM-dd"),
            DaySpan.Month => (PageWords.Plain("shared.month"), "yyyy-MM"),
            _ => (PageWords.Plain("shared.day"), "yyyy-MM-dd"),
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
