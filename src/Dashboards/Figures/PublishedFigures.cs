using System.Globalization;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Wordings;
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
        // A phone has room for where each begins.
        Positions tenths = Positions.On([.. Enumerable.Range(0, Places).Select(tenth => $"{tenth * 10}")]);
        return new Chart
        {
            Title = PageWords.Plain("figures.where-what-came-lay-among"),
            Label = isSelfTest ? PageWords.Plain("figures.self-test") : null,
            X = new Axis(PageWords.Plain("figures.place-among-the-futures-pit")),
            Y = new Axis(PageWords.Plain("figures.observations"), FromZero: true),
            Series =
            [
                new BarSeries(PageWords.Plain("figures.observations"), Tone.Blue, tenths, places.Bins),
                new LineSeries(
                    PageWords.Plain("figures.if-bands-said-how-sure"),
                    Tone.Orange,
                    tenths,
                    [.. Enumerable.Repeat((double)places.Count / Places, Places)]
                )
                {
                    Dashed = true,
                },
            ],
            Note = PageWords.Plain("figures.even-places-mean-bands-as", Chance(places.PValue)),
        };
    }

    /// <summary>Names of the tenths of the futures, as tables have them.</summary>
    public static IReadOnlyList<string> Tenths =>
        [.. Enumerable.Range(0, Places).Select(tenth => PageWords.Plain("figures.to", tenth * 10, (tenth + 1) * 10))];

    /// <summary>As readers see it: a number without a unit has none, where scenarios write 1.</summary>
    public static string UnitOf(ForecastRecord record) => record.Unit == "1" ? "" : record.Unit;

    // No chance is none.
    private static string Chance(double p) =>
        p < 0.001 ? "< 0.001" : string.Create(CultureInfo.InvariantCulture, $"= {p:0.###}");

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
        Positions nominal = Positions.On([.. held.Select(one => PageWords.Plain("figures.middle", one.Nominal))]);
        return new Chart
        {
            Title = PageWords.Plain("figures.what-bands-should-hold-and"),
            Label = isSelfTest ? PageWords.Plain("figures.self-test") : null,
            X = new Axis(PageWords.Plain("figures.band")),
            Y = new Axis(PageWords.Plain("figures.observations-within"), "%", FromZero: true),
            Series =
            [
                new BarSeries(
                    PageWords.Plain("figures.held"),
                    Tone.Blue,
                    nominal,
                    [.. held.Select(one => one.Observed)]
                ),
                new LineSeries(
                    PageWords.Plain("figures.should-hold"),
                    Tone.Orange,
                    nominal,
                    [.. held.Select(one => (double)one.Nominal)]
                )
                {
                    Dashed = true,
                },
            ],
            Note = PageWords.Plain("figures.bands-of-the-futures-own"),
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
            Title = PageWords.Plain("figures.what-came-less-the-median"),
            Label = isSelfTest ? PageWords.Plain("figures.self-test") : null,
            X = new Axis(PageWords.Plain("figures.days-ahead")),
            Y = new Axis(PageWords.Plain("figures.residual"), PageWords.Plain("figures.half-widths-of-the-90")),
            Series =
            [
                new LineSeries(
                    PageWords.Plain("figures.highest"),
                    Tone.Sky,
                    ahead,
                    [.. residuals.Select(one => one.Highest)]
                ),
                new LineSeries(
                    PageWords.Plain("figures.median"),
                    Tone.Blue,
                    ahead,
                    [.. residuals.Select(one => one.Median)]
                ),
                new LineSeries(
                    PageWords.Plain("figures.lowest"),
                    Tone.Purple,
                    ahead,
                    [.. residuals.Select(one => one.Lowest)]
                ),
                Edge(PageWords.Plain("figures.upper-edge"), 1),
                Edge(PageWords.Plain("figures.lower-edge"), -1),
            ],
            Note = PageWords.Plain("figures.beyond-1-or-1-lies"),
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
                PageWords.Plain("figures.simulated-futures"),
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
                    PageWords.Plain("figures.what-came"),
                    Tone.Orange,
                    days,
                    [.. record.Bands.Select(band => band.Observed ?? double.NaN)]
                )
            );
        }

        return new Chart
        {
            Title = PageWords.Plain("figures.known-until", record.Series, record.DataUntil),
            Label = record.IsSelfTest ? PageWords.Plain("figures.self-test") : null,
            X = new Axis(PageWords.Plain("figures.date-utc")),
            Y = new Axis(UnitOf(record) is { Length: > 0 } unit ? unit : PageWords.Plain("figures.value")),
            Series = series,
            Note = PageWords.Plain(
                "figures.the-band-holds-the-value",
                PublishedForecast.Says,
                record.ScenarioHash,
                record.Seed,
                record.EngineVersion,
                record.Runs
            ),
        };
    }
}
