using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Sections;

/// <summary>Charts straight from a metric's columns.</summary>
internal static class SectionFigures
{
    private const double PpmPerPercent = 10_000;

    /// <summary>A column as a series: its name in the metric, in the legend, and its colour.</summary>
    public readonly record struct Drawn(string Column, string Name, Tone Tone);

    /// <summary>Columns of parts per million as lines in percent.</summary>
    public static Chart Percent(PanelData data, string title, string by, DaySpan span, params Drawn[] columns) =>
        Frame(data, title, "%", [.. columns.Select(column => PercentLine(data, InMainSymbol(data), by, span, column))]);

    /// <summary>A column of parts per million as a line in percent, with a gap where it is NULL.</summary>
    public static ChartSeries PercentLine(PanelData data, object?[][] rows, string by, DaySpan span, Drawn column) =>
        new LineSeries(
            column.Name,
            column.Tone,
            Days(data, rows, by, span),
            [
                .. rows.Select(row =>
                    data.IsKnown(row, column.Column)
                        ? (double)data.Number(row, column.Column) / PpmPerPercent
                        : double.NaN
                ),
            ]
        );

    /// <summary>Columns of base units as stacked bars in whole tokens; a name that begins with a minus hangs below.</summary>
    public static Chart TokenBars(PanelData data, string title, string by, DaySpan span, params Drawn[] columns)
    {
        object?[][] rows = InMainSymbol(data);
        Positions days = Days(data, rows, by, span);
        string unit = rows.Length == 0 ? data.Market.Token.Symbol : data.UnitOf(rows[0]).Symbol;
        return Frame(
            data,
            title,
            span == DaySpan.Month ? PageWords.Plain("sections.per-month", unit) : unit,
            [
                .. columns.Select(column =>
                    (ChartSeries)
                        new BarSeries(
                            column.Name,
                            column.Tone,
                            days,
                            [
                                .. rows.Select(row =>
                                    new Amount(data.Number(row, column.Column), data.UnitOf(row)).ToChartPoint()
                                ),
                            ]
                        )
                ),
            ]
        );
    }

    /// <summary>Columns of base units as areas that stack to a whole.</summary>
    public static Chart Areas(PanelData data, string title, string by, params Drawn[] columns)
    {
        object?[][] rows = InMainSymbol(data);
        Positions days = Days(data, rows, by, DaySpan.Day);
        return Frame(
            data,
            title,
            rows.Length == 0 ? data.Market.Token.Symbol : data.UnitOf(rows[0]).Symbol,
            [
                .. columns
                    .Where(column => rows.Any(row => !data.Number(row, column.Column).IsZero))
                    .Select(column =>
                        (ChartSeries)
                            new AreaSeries(
                                column.Name,
                                column.Tone,
                                days,
                                [
                                    .. rows.Select(row =>
                                        new Amount(data.Number(row, column.Column), data.UnitOf(row)).ToChartPoint()
                                    ),
                                ]
                            )
                    ),
            ]
        );
    }

    /// <summary>Columns that count, as lines.</summary>
    public static Chart Counts(
        PanelData data,
        string title,
        string unit,
        string by,
        DaySpan span,
        params Drawn[] columns
    )
    {
        object?[][] rows = InMainSymbol(data);
        Positions days = Days(data, rows, by, span);
        return Frame(
            data,
            title,
            unit,
            [
                .. columns.Select(column =>
                    (ChartSeries)
                        new LineSeries(
                            column.Name,
                            column.Tone,
                            days,
                            [.. rows.Select(row => (double)data.Number(row, column.Column))]
                        )
                ),
            ]
        );
    }

    public static Chart Frame(PanelData data, string title, string unit, IReadOnlyList<ChartSeries> series) =>
        new()
        {
            Title = title,
            Label = data.Market.Label,
            X = new Axis(PageWords.Plain("sections.date-utc")),
            Y = new Axis(unit, FromZero: true),
            Series = series,
            Note = PageWords.Plain("sections.defined-by", data.Metric.Formula.TrimEnd('.'), data.Metric.Definer),
        };

    /// <summary>Rows in the token that most rows are in: amounts of several tokens cannot share an axis.</summary>
    public static object?[][] InMainSymbol(PanelData data) =>
        data.MainSymbol is { } symbol
            ? [.. data.Rows.Where(row => data.Text(row, "symbol") == symbol)]
            : [.. data.Rows];

    private static Positions Days(PanelData data, object?[][] rows, string by, DaySpan span) =>
        Positions.On([.. rows.Select(row => data.Day(row, by))], span);
}
