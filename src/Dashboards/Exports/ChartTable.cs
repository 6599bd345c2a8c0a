using Souk.Charts;
using Souk.Charts.Series;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Exports;

/// <summary>The numbers that a chart draws, as rows: for charts that no table of exact amounts stands behind.</summary>
public static class ChartTable
{
    /// <summary>One row for each position that any series has, one column for each line, bar or edge of a band.</summary>
    public static ExportTable Of(Chart chart)
    {
        (string Name, Positions X, IReadOnlyList<double> Y)[] lines = [.. chart.Series.SelectMany(LinesOf)];
        object[] positions = [.. lines.SelectMany(line => At(line.X)).Distinct()];
        Dictionary<object, double>[] values =
        [
            .. lines.Select(line =>
                At(line.X)
                    .Select((at, index) => (at, index))
                    .GroupBy(one => one.at)
                    .ToDictionary(one => one.Key, one => line.Y[one.First().index])
            ),
        ];
        return new ExportTable(
            [PositionName(chart), .. lines.Select(line => line.Name)],
            [
                .. positions.Select(at =>
                    (object?[])
                        [
                            at,
                            .. values.Select(known =>
                                known.TryGetValue(at, out double value) && double.IsFinite(value) ? (object)value : null
                            ),
                        ]
                ),
            ]
        );
    }

    private static IEnumerable<(string Name, Positions X, IReadOnlyList<double> Y)> LinesOf(ChartSeries series) =>
        series switch
        {
            PointSeries points => [(points.Name, points.X, points.Y)],
            FanSeries fan =>
            [
                (fan.IsEstimate ? fan.Name : PageWords.Plain("exports.median", fan.Name), fan.X, fan.Median),
                .. fan.Bands.SelectMany(band =>
                    new[]
                    {
                        (
                            FormattableString.Invariant($"{band.Name ?? fan.Name}, {band.LowProbability * 100:0.#} %"),
                            fan.X,
                            band.Low
                        ),
                        (
                            FormattableString.Invariant($"{band.Name ?? fan.Name}, {band.HighProbability * 100:0.#} %"),
                            fan.X,
                            band.High
                        ),
                    }
                ),
            ],
            TimelineSeries timeline =>
            [
                (
                    PageWords.Plain("exports.days", timeline.Name),
                    Positions.On([.. timeline.Items.Select(item => item.Row)]),
                    [.. timeline.Items.Select(item => (double)(item.Last.DayNumber - item.First.DayNumber + 1))]
                ),
            ],
            HeatSeries heat =>
            [
                .. heat.Columns.Select(
                    (name, column) =>
                        (
                            name,
                            Positions.On(heat.Rows),
                            (IReadOnlyList<double>)[.. heat.Cells.Select(row => row[column])]
                        )
                ),
            ],
            FlowSeries flows =>
            [
                (
                    flows.Name,
                    Positions.On([.. flows.Flows.Select(flow => PageWords.Plain("exports.to", flow.From, flow.To))]),
                    [.. flows.Flows.Select(flow => flow.Amount)]
                ),
            ],
            _ => throw new ArgumentException($"No table is known for {series.GetType().Name}.", nameof(series)),
        };

    private static IEnumerable<object> At(Positions positions) =>
        positions switch
        {
            DayPositions days => days.Days.Cast<object>(),
            NumberPositions numbers => numbers.Numbers.Cast<object>(),
            CategoryPositions names => names.Categories,
            _ => throw new ArgumentException($"No place is known for {positions.GetType().Name}.", nameof(positions)),
        };

    private static string PositionName(Chart chart) =>
        chart.Series.FirstOrDefault() switch
        {
            HeatSeries => chart.Y.Title,
            PointSeries { X: DayPositions } or FanSeries { X: DayPositions } => PageWords.Plain("exports.day"),
            _ => chart.X.Title.Length > 0 ? chart.X.Title : PageWords.Plain("exports.position"),
        };
}
