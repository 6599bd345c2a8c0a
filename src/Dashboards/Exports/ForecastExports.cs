using System.Globalization;
using System.Numerics;
using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Exports;

/// <summary>The quantiles behind a fan chart, one row per day.</summary>
public static class ForecastExports
{
    public static ExportTable Table(Forecast forecast, QuantileSeries series) =>
        new(
            [
                "day",
                .. series.Probabilities.Select(probability => "p" + Text(probability * 100)),
                "seed",
                "scenario_hash",
            ],
            [.. Enumerable.Range(0, forecast.Days.Count).Select(day => Row(forecast, series, day))]
        );

    private static object?[] Row(Forecast forecast, QuantileSeries series, int day) =>
        [
            forecast.Days[day],
            .. series.Values.Select(values => (object?)values[day]),
            (BigInteger)forecast.Seed,
            forecast.ScenarioHash,
        ];

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
