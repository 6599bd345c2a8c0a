using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Research.Forecasts;

namespace Souk.Dashboards.Figures;

/// <summary>The chart of a published forecast: its bands, and what came.</summary>
public static class PublishedFigures
{
    public static Chart Of(ForecastRecord record)
    {
        Positions days = Positions.On([.. record.Bands.Select(band => band.Day)]);
        List<ChartSeries> series =
        [
            new FanSeries(
                "Simulated futures",
                Tone.Blue,
                days,
                [.. record.Bands.Select(band => band.P50)],
                [
                    new QuantileBand(
                        0.05,
                        0.95,
                        [.. record.Bands.Select(band => band.P05)],
                        [.. record.Bands.Select(band => band.P95)]
                    ),
                    new QuantileBand(
                        0.25,
                        0.75,
                        [.. record.Bands.Select(band => band.P25)],
                        [.. record.Bands.Select(band => band.P75)]
                    ),
                ]
            ),
        ];
        if (record.Known.Count > 0)
        {
            series.Add(
                new LineSeries(
                    "What came",
                    Tone.Orange,
                    days,
                    [.. record.Bands.Select(band => band.Observed ?? double.NaN)]
                )
            );
        }

        return new Chart
        {
            Title = $"{record.Series}, known until {record.DataUntil:yyyy-MM-dd}",
            Label = record.IsSelfTest ? "Self-test" : null,
            X = new Axis("Date, UTC"),
            Y = new Axis(record.Unit.Length == 0 ? "value" : record.Unit),
            Series = series,
            Note =
                $"The band holds the value {PublishedForecast.Says}. Scenario {record.ScenarioHash}, seed {record.Seed}, "
                + $"engine {record.EngineVersion}, {record.Runs} futures. Possibilities, not promises.",
        };
    }
}
