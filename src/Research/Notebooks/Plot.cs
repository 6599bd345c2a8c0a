using System.Globalization;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Research.Frames;
using Souk.Simulation.Experiments;

namespace Souk.Research.Notebooks;

/// <summary>Charts of frames, from the specification that the pages use. Amounts become floating point here and only here.</summary>
/// <example><code>
/// Plot.Lines(warehouse.Metric("emissions").Frame, "day", ["emitted", "burned"], "Emissions against burns", unit: "MASA a day", decimals: 18)
/// </code></example>
public static class Plot
{
    /// <param name="x">A column of dates, numbers or texts.</param>
    /// <param name="y">Columns of numbers, one line each.</param>
    /// <param name="decimals">Amounts are divided by ten to this power.</param>
    /// <example><code>Plot.Lines(warehouse.Metric("supply").Frame, "day", ["supply"], "Supply", unit: "MASA", decimals: 18)</code></example>
    public static Chart Lines(Frame frame, string x, string[] y, string title, string? unit = null, int decimals = 0) =>
        Of(frame, x, y, title, unit, decimals, (name, tone, at, values) => new LineSeries(name, tone, at, values));

    /// <summary>Upright bars that stand on each other.</summary>
    /// <inheritdoc cref="Lines"/>
    /// <example><code>Plot.Bars(paid.Group("role", "sum(amount) as amount"), "role", ["amount"], "Paid by role", unit: "USDC", decimals: 6)</code></example>
    public static Chart Bars(Frame frame, string x, string[] y, string title, string? unit = null, int decimals = 0) =>
        Of(frame, x, y, title, unit, decimals, (name, tone, at, values) => new BarSeries(name, tone, at, values));

    /// <summary>Areas that stand on each other.</summary>
    /// <inheritdoc cref="Lines"/>
    /// <example><code>Plot.Areas(run.Frame("price"), "day", ["price"], "Price", unit: "USDC")</code></example>
    public static Chart Areas(Frame frame, string x, string[] y, string title, string? unit = null, int decimals = 0) =>
        Of(frame, x, y, title, unit, decimals, (name, tone, at, values) => new AreaSeries(name, tone, at, values));

    internal static Chart Fan(MetricSeries series, DateOnly[] dates, string label, int runs)
    {
        QuantileBand Band(double low, double high) =>
            new(low, high, series.QuantileByDay(low), series.QuantileByDay(high));
        return new Chart
        {
            Title = series.Spec.Title,
            Label = string.Create(CultureInfo.InvariantCulture, $"{label}, {runs:N0} runs"),
            X = new Axis("Day"),
            Y = new Axis(series.Spec.Title, series.Spec.Unit),
            Series =
            [
                new FanSeries(
                    series.Spec.Title,
                    Tone.Blue,
                    Positions.On(dates),
                    series.QuantileByDay(0.5),
                    [Band(0.05, 0.95), Band(0.25, 0.75)]
                ),
            ],
        };
    }

    private static Chart Of(
        Frame frame,
        string x,
        string[] y,
        string title,
        string? unit,
        int decimals,
        Func<string, Tone, Positions, double[], ChartSeries> series
    )
    {
        Positions at = PositionsOf(frame, x);
        return new Chart
        {
            Title = title,
            X = new Axis(x),
            Y = y.Length == 1 ? new Axis(y[0], unit == y[0] ? null : unit) : new Axis(unit ?? title),
            Series =
            [
                .. y.Select((name, index) => series(name, (Tone)(index % 8), at, Numbers(frame, name, decimals))),
            ],
        };
    }

    private static Positions PositionsOf(Frame frame, string name)
    {
        FrameColumn? column = frame.Columns.FirstOrDefault(column => column.Name == name);
        return column switch
        {
            { Type: "DATE" } => Positions.On(frame.Column<DateOnly>(name)),
            { IsNumber: true } => Positions.On(Numbers(frame, name, decimals: 0)),
            { Type: "TIMESTAMP" } => Positions.On([.. frame.Column<DateTime>(name).Select(DateOnly.FromDateTime)]),
            _ => Positions.On(frame.Column<string>(name)),
        };
    }

    // DuckDB divides as floating point, to the nearest; NULL is a gap.
    private static double[] Numbers(Frame frame, string name, int decimals) =>
        [
            .. frame
                .Select($"{FrameColumn.Quote(name)}::double / 1e{decimals} as value")
                .Column<double?>("value")
                .Select(value => value ?? double.NaN),
        ];
}
