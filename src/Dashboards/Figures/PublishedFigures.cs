using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Research.Forecasts;
using Souk.Simulation.Scores;

namespace Souk.Dashboards.Figures;

/// <summary>The chart of a published forecast: its bands, and what came.</summary>
public static class PublishedFigures
{
    private const int Places = 10;

    /// <summary>In which tenth of its futures each observation lay, beside what futures that say how sure they are would show.</summary>
    public static Chart PlacesOf(PitHistogram places, bool isSelfTest)
    {
        Positions tenths = Positions.On([
            .. Enumerable.Range(0, Places).Select(tenth => $"{tenth * 10} to {(tenth + 1) * 10} %"),
        ]);
        return new Chart
        {
            Title = "Where what came lay among the futures",
            Label = isSelfTest ? "Self-test" : null,
            X = new Axis("Place among the futures (PIT)"),
            Y = new Axis("Observations", FromZero: true),
            Series =
            [
                new BarSeries("Observations", Tone.Blue, tenths, places.Bins),
                new LineSeries(
                    "If bands said how sure they are",
                    Tone.Orange,
                    tenths,
                    [.. Enumerable.Repeat((double)places.Count / Places, Places)]
                )
                {
                    Dashed = true,
                },
            ],
            Note = FormattableString.Invariant(
                $"Even places mean bands as sure as they say; a hump bands that are too wide, a bowl too narrow, a slope a bias (Dawid 1984). Pearson's test against even ones: p = {places.PValue:0.###}, with observations taken as independent, which those of one forecast are not."
            ),
        };
    }

    /// <summary>How often the middle 20, 40, … of a hundred futures held what came: the two tenths in the middle, then four, ….
    /// </summary>
    public static IReadOnlyList<(int Nominal, double Observed)> HeldBy(PitHistogram places) =>
        [
            .. Enumerable
                .Range(1, Places / 2)
                .Select(half =>
                    (
                        200 * half / Places,
                        100 * places.Bins.Skip((Places / 2) - half).Take(2 * half).Sum() / places.Count
                    )
                ),
        ];

    /// <summary>What bands held over what they should hold.</summary>
    public static Chart CoverageOf(PitHistogram places, bool isSelfTest)
    {
        IReadOnlyList<(int Nominal, double Observed)> held = HeldBy(places);
        Positions nominal = Positions.On([.. held.Select(one => $"middle {one.Nominal} %")]);
        return new Chart
        {
            Title = "What bands should hold and held",
            Label = isSelfTest ? "Self-test" : null,
            X = new Axis("Band"),
            Y = new Axis("Observations within", "%", FromZero: true),
            Series =
            [
                new BarSeries("Held", Tone.Blue, nominal, [.. held.Select(one => one.Observed)]),
                new LineSeries("Should hold", Tone.Orange, nominal, [.. held.Select(one => (double)one.Nominal)])
                {
                    Dashed = true,
                },
            ],
            Note =
                "Bands of the futures' own tenths, not of the five published quantiles. Less held than should be: too sure; more: not sure enough. Few observations say little.",
        };
    }

    /// <summary>What came less the median, in half-widths of the band that should hold 90 of 100: by days ahead, over all forecasts.
    /// </summary>
    public static IReadOnlyList<(int DaysAhead, int Count, double Lowest, double Median, double Highest)> ResidualsOf(
        IEnumerable<ForecastRecord> records
    ) =>
        [
            .. records
                .SelectMany(record => record.Known.Select(band => (record, band)))
                .Where(one => one.band.P95 > one.band.P05)
                .GroupBy(one => one.band.Day.DayNumber - one.record.DataUntil.DayNumber)
                .OrderBy(ahead => ahead.Key)
                .Select(ahead =>
                {
                    double[] residuals =
                    [
                        .. ahead
                            .Select(one =>
                                2 * (one.band.Observed!.Value - one.band.P50) / (one.band.P95 - one.band.P05)
                            )
                            .Order(),
                    ];
                    double median = (residuals[(residuals.Length - 1) / 2] + residuals[residuals.Length / 2]) / 2;
                    return (ahead.Key, residuals.Length, residuals[0], median, residuals[^1]);
                }),
        ];

    /// <summary>Residuals by how far ahead they were said: a bias lies on one side, a band too narrow beyond 1.</summary>
    public static Chart ResidualsOf(
        IReadOnlyList<(int DaysAhead, int Count, double Lowest, double Median, double Highest)> residuals,
        bool isSelfTest
    )
    {
        Positions ahead = Positions.On([.. residuals.Select(one => (double)one.DaysAhead)]);
        LineSeries Edge(string name, double at) =>
            new(name, Tone.Grey, ahead, [.. Enumerable.Repeat(at, residuals.Count)]) { Dashed = true, Thin = true };
        return new Chart
        {
            Title = "What came less the median",
            Label = isSelfTest ? "Self-test" : null,
            X = new Axis("Days ahead"),
            Y = new Axis("Residual", "half-widths of the 90 % band"),
            Series =
            [
                new LineSeries("Highest", Tone.Sky, ahead, [.. residuals.Select(one => one.Highest)]),
                new LineSeries("Median", Tone.Blue, ahead, [.. residuals.Select(one => one.Median)]),
                new LineSeries("Lowest", Tone.Purple, ahead, [.. residuals.Select(one => one.Lowest)]),
                Edge("Upper edge", 1),
                Edge("Lower edge", -1),
            ],
            Note =
                "Beyond 1 or -1 lies about what the band did not hold, exactly so where it is even around its median. Observations of one forecast are not independent.",
        };
    }

    /// <summary>The places of all observations of some forecasts.</summary>
    public static PitHistogram PlacesOf(IEnumerable<ForecastRecord> records)
    {
        PitHistogram places = new(Places);
        foreach (ScoredBand band in records.SelectMany(record => record.Known))
        {
            if (band is { PlaceLow: { } low, PlaceHigh: { } high })
            {
                places.Add((low, high));
            }
        }

        return places;
    }

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
