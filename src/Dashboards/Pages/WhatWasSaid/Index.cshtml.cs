using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Figures;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Trust;
using Souk.Research.Forecasts;
using Souk.Simulation.Scores;

namespace Souk.Dashboards.Pages.WhatWasSaid;

/// <summary>Published forecasts: what was said before it was known, and what came?</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data) : PageModel, IExhibitor
{
    private IReadOnlyList<ForecastRecord> _records = [];

    /// <summary>Of the world.</summary>
    public IEnumerable<ForecastRecord> Forecasts => _records.Where(record => !record.IsSelfTest);

    /// <summary>Of what Souk made itself.</summary>
    public IEnumerable<ForecastRecord> SelfTests => _records.Where(record => record.IsSelfTest);

    /// <summary>Bands of the world that did not hold what came, the latest first.</summary>
    public IEnumerable<(ForecastRecord Record, ScoredBand Band)> Misses =>
        Forecasts
            .SelectMany(record => record.Bands.Where(band => band.IsCovered == false).Select(band => (record, band)))
            .OrderByDescending(miss => miss.band.Day);

    /// <summary>All of the page in a sentence.</summary>
    public string Summary
    {
        get
        {
            ScoredBand[] bands = [.. Forecasts.SelectMany(record => record.Bands)];
            int known = bands.Count(band => band.Observed is not null);
            int covered = bands.Count(band => band.IsCovered == true);
            return bands.Length == 0 ? "Nothing is published yet."
                : known == 0 ? $"{bands.Length} bands are published; none of their days is known here yet."
                : $"{bands.Length} bands are published; of {known} whose day is known, {covered} held what came and {known - covered} missed.";
        }
    }

    public IEnumerable<Exhibit> Exhibits =>
        [
            new Exhibit("published", "All published bands and their scores", PublishedExports.Table(_records)),
            new Exhibit(
                "misses",
                "Bands that missed",
                ExportTable.Of(
                    Misses,
                    ("day", row => row.Band.Day),
                    ("forecast", row => row.Record.Name),
                    ("series", row => row.Record.Series),
                    ("unit", row => row.Record.Unit),
                    ("p05", row => row.Band.P05),
                    ("p95", row => row.Band.P95),
                    ("observed", row => row.Band.Observed),
                    ("crps", row => row.Band.Crps)
                )
            ),
            .. Places.Select(card => card.ToExhibit()),
            .. _records.Select(record => Card(record).ToExhibit()),
        ];

    /// <summary>Where observations lay among their futures: of the world, and of self-tests; none where nothing is known.</summary>
    public IEnumerable<ChartCard> Places =>
        new[] { (Records: Forecasts, IsSelfTest: false), (Records: SelfTests, IsSelfTest: true) }
            .Select(side => (Places: PublishedFigures.PlacesOf(side.Records), side.IsSelfTest))
            .Where(side => side.Places.Count > 0)
            .SelectMany(side => new[] { Card(side.Places, side.IsSelfTest), Held(side.Places, side.IsSelfTest) })
            .Concat(
                new[] { (Records: Forecasts, IsSelfTest: false), (Records: SelfTests, IsSelfTest: true) }
                    .Select(side => (Residuals: PublishedFigures.ResidualsOf(side.Records), side.IsSelfTest))
                    .Where(side => side.Residuals.Count > 0)
                    .Select(side => Residual(side.Residuals, side.IsSelfTest))
            );

    private static ChartCard Residual(
        IReadOnlyList<(int DaysAhead, int Count, double Lowest, double Median, double Highest)> residuals,
        bool isSelfTest
    )
    {
        Chart chart = PublishedFigures.ResidualsOf(residuals, isSelfTest);
        return new ChartCard(
            $"How far what came lay from the median{(isSelfTest ? ", of self-tests" : "")}",
            isSelfTest ? "residuals-of-self-tests" : "residuals",
            chart,
            new CardTable(
                $"{chart.LabelledTitle}, {chart.Y.Caption}",
                ["Days ahead", "Observations", "Lowest", "Median", "Highest"],
                [
                    .. residuals.Select(row =>
                        (string[])
                            [
                                $"{row.DaysAhead}",
                                $"{row.Count}",
                                Number(row.Lowest),
                                Number(row.Median),
                                Number(row.Highest),
                            ]
                    ),
                ]
            ),
            ExportTable.Of(
                residuals,
                ("days_ahead", row => row.DaysAhead),
                ("observations", row => row.Count),
                ("lowest", row => row.Lowest),
                ("median", row => row.Median),
                ("highest", row => row.Highest)
            )
        )
        {
            About = [("units", chart.Y.Caption), ("formula", chart.Note!)],
            Badge = Badge.Modelled,
            Definition = "#summary",
        };
    }

    /// <summary>How often bands held what they should hold.</summary>
    private static ChartCard Held(PitHistogram places, bool isSelfTest)
    {
        Chart chart = PublishedFigures.CoverageOf(places, isSelfTest);
        return new ChartCard(
            $"How often bands held what they should{(isSelfTest ? ", of self-tests" : "")}",
            isSelfTest ? "coverage-of-self-tests" : "coverage",
            chart,
            new CardTable(
                chart.LabelledTitle,
                ["Band", "Should hold, %", "Held, %"],
                [
                    .. PublishedFigures
                        .HeldBy(places)
                        .Select(one => (string[])[$"middle {one.Nominal} %", $"{one.Nominal}", Number(one.Observed)]),
                ]
            ),
            ExportTable.Of(
                PublishedFigures.HeldBy(places),
                ("nominal_percent", row => row.Nominal),
                ("observed_percent", row => row.Observed)
            )
        )
        {
            About = [("units", "% of observations"), ("formula", chart.Note!)],
            Badge = Badge.Modelled,
            Definition = "#summary",
        };
    }

    public async Task OnGetAsync(CancellationToken cancellation) =>
        _records = await data.ReadAsync(ForecastRecord.Read, cancellation);

    private static ChartCard Card(PitHistogram places, bool isSelfTest)
    {
        Chart chart = PublishedFigures.PlacesOf(places, isSelfTest);
        IReadOnlyList<string> tenths = ((CategoryPositions)((PointSeries)chart.Series[0]).X).Categories;
        return new ChartCard(
            $"{places.Count:N0} {(places.Count == 1 ? "observation" : "observations")}{(isSelfTest ? " of self-tests" : "")} by their place among the futures",
            isSelfTest ? "places-of-self-tests" : "places",
            chart,
            new CardTable(
                chart.LabelledTitle,
                ["Place", "Observations"],
                [.. tenths.Zip(places.Bins, (tenth, count) => (string[])[tenth, Number(count)])]
            ),
            ExportTable.Of(
                tenths.Zip(places.Bins),
                ("place", row => row.First),
                ("observations", row => row.Second),
                ("even", _ => (double)places.Count / tenths.Count)
            )
        )
        {
            About =
            [
                ("units", "observations; not whole where one is spread over several tenths"),
                ("formula", chart.Note!),
            ],
            Badge = Badge.Modelled,
            Definition = "#summary",
        };
    }

    public static ChartCard Card(ForecastRecord record)
    {
        Chart chart = PublishedFigures.Of(record);
        return new ChartCard(
            Finding(record),
            $"{record.Name} {record.Series}",
            chart,
            new CardTable(
                $"{chart.LabelledTitle}: published bands and what came",
                ["Day", "5 %", "50 %", "95 %", "What came", "Within", "CRPS", "Last value", "Drift"],
                [.. record.Bands.Select(Row)]
            ),
            PublishedExports.Table([record])
        )
        {
            About = [("units", record.Unit), ("formula", chart.Note ?? ""), ("hash", record.Hash)],
            Badge = Badge.Modelled,
            Definition = $"#{AnchorOf(record)}",
        };
    }

    /// <summary>Where the page says what a forecast assumes and how it is repeated.</summary>
    public static string AnchorOf(ForecastRecord record) =>
        $"made-{record.Hash[..Math.Min(12, record.Hash.Length)]}-{record.Series}";

    public static string Number(double? value) =>
        value is not { } number ? ""
        : Math.Abs(number) >= 1_000 ? number.ToString("#,##0", CultureInfo.InvariantCulture)
        : number.ToString("G5", CultureInfo.InvariantCulture);

    private static string Finding(ForecastRecord record)
    {
        ScoredBand last = record.Bands[^1];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Series}: {Number(last.P05)} to {Number(last.P95)} {record.Unit} on {last.Day:yyyy-MM-dd} {PublishedForecast.Says}"
        );
    }

    private static string[] Row(ScoredBand band) =>
        [
            band.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Number(band.P05),
            Number(band.P50),
            Number(band.P95),
            Number(band.Observed),
            band.IsCovered switch
            {
                true => "yes",
                false => "missed",
                null => "not known yet",
            },
            Number(band.Crps),
            Number(band.LastValueCrps),
            Number(band.DriftCrps),
        ];
}
