using System.Globalization;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Sections;

/// <summary>A triangle: one row per cohort, one column per month after its first.</summary>
/// <param name="Side">contributors or buyers.</param>
/// <param name="MonthsMax">The last column.</param>
public sealed record CohortTable(string Side, int MonthsMax, IReadOnlyList<Cohort> Rows)
{
    /// <summary>Columns that a page shows.</summary>
    private const int MonthsShown = 12;

    /// <summary>From the rows of the metric "retention"; the newest cohorts last.</summary>
    public static IReadOnlyList<CohortTable> Of(PanelData data)
    {
        MetricTable table = data.Table;
        return
        [
            .. table
                .Rows.GroupBy(row => table.Value<string>(row, "side"))
                .Select(side => new CohortTable(
                    side.Key,
                    (int)Math.Min(MonthsShown, side.Max(row => (long)table.Integer(row, "months_after"))),
                    [
                        .. side.GroupBy(row => table.Value<DateOnly>(row, "cohort"))
                            .OrderBy(cohort => cohort.Key)
                            .Select(cohort => new Cohort(
                                cohort.Key.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                                (long)table.Integer(cohort.First(), "cohort_size"),
                                cohort.ToDictionary(
                                    row => (int)table.Integer(row, "months_after"),
                                    row => (long)table.Integer(row, "retained")
                                )
                            )),
                    ]
                )),
        ];
    }

    /// <summary>The triangle as a figure: the more came back, the darker.</summary>
    public Chart ToChart(PanelData data)
    {
        int[] months = [.. Enumerable.Range(0, MonthsMax + 1)];
        return SectionFigures.Frame(
            data,
            PageWords.Plain("sections.who-came-back", FoundText.Capitalised(Side)),
            "",
            [
                new HeatSeries(
                    FoundText.Of(Side),
                    Tone.Blue,
                    [.. months.Select(month => $"+{month}")],
                    [.. Rows.Select(cohort => cohort.Month)],
                    [
                        .. Rows.Select(cohort =>
                            (double[])
                                [
                                    .. months.Select(month =>
                                        cohort.SharePpm(month) is { } share ? share / 1_000_000.0 : double.NaN
                                    ),
                                ]
                        ),
                    ]
                ),
            ]
        ) with
        {
            X = new Axis(PageWords.Plain("sections.months-after-the-first")),
            Y = new Axis(PageWords.Plain("sections.first-month")),
        };
    }
}

/// <summary>Who acted first in one month, and which part of them came back.</summary>
/// <param name="Size">Parties, one or more.</param>
/// <param name="Returned">Parties by months after, for each month that has begun: 0 where nobody came back.</param>
public sealed record Cohort(string Month, long Size, IReadOnlyDictionary<int, long> Returned)
{
    /// <summary>Parts per million, floored; null for a month that has not begun.</summary>
    public long? SharePpm(int month) =>
        Returned.TryGetValue(month, out long parties) ? parties * 1_000_000 / Size : null;
}
