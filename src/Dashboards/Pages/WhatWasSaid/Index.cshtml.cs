using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Charts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Figures;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;
using Souk.Research.Forecasts;

namespace Souk.Dashboards.Pages.WhatWasSaid;

/// <summary>Published forecasts: what was said before it was known, and what came?</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data, DashboardParts parts) : PageModel, IExhibitor
{
    private IReadOnlyList<ForecastRecord> _records = [];
    private Dictionary<string, ForecastBasis> _bases = [];

    /// <summary>Of the world.</summary>
    public IEnumerable<ForecastRecord> Forecasts => _records.Where(record => !record.IsSelfTest);

    /// <summary>Of what Souk made itself.</summary>
    public IEnumerable<ForecastRecord> SelfTests => _records.Where(record => record.IsSelfTest);

    /// <summary>Bands of the world of whose days is known what came.</summary>
    public int Known => Forecasts.Sum(record => record.Bands.Count(band => band.Observed is not null));

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
            int known = Known;
            int covered = bands.Count(band => band.IsCovered == true);
            return bands.Length == 0 ? PageWords.Plain("what-was-said.nothing-is-published-yet")
                : known == 0 ? PageWords.Plain("what-was-said.bands-are-published-none-of", bands.Length)
                : PageWords.Plain(
                    "what-was-said.bands-are-published-of-whose",
                    bands.Length,
                    known,
                    covered,
                    known - covered
                );
        }
    }

    public IEnumerable<Exhibit> Exhibits =>
        [
            new Exhibit(
                "published",
                PageWords.Plain("what-was-said.all-published-bands-and-their"),
                PublishedExports.Table(_records)
            ),
            new Exhibit(
                "misses",
                PageWords.Plain("what-was-said.bands-that-missed"),
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
            .SelectMany(side =>
                new[] { PlaceCards.Card(side.Places, side.IsSelfTest), PlaceCards.Held(side.Places, side.IsSelfTest) }
            )
            .Concat(
                new[] { (Records: Forecasts, IsSelfTest: false), (Records: SelfTests, IsSelfTest: true) }
                    .Select(side => (Residuals: PublishedFigures.ResidualsOf(side.Records), side.IsSelfTest))
                    .Where(side => side.Residuals.Count > 0)
                    .Select(side => PlaceCards.Residual(side.Residuals, side.IsSelfTest))
            );

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        _records = await data.ReadAsync(ForecastRecord.Read, cancellation);
        ForecastScenarios scenarios = new(parts.ForecastFolder);
        _bases = _records.DistinctBy(record => record.Hash).ToDictionary(record => record.Hash, scenarios.BasisOf);
    }

    /// <summary>What a forecast rests on.</summary>
    public ForecastBasis BasisOf(ForecastRecord record) => _bases[record.Hash];

    public static ChartCard Card(ForecastRecord record)
    {
        Chart chart = PublishedFigures.Of(record);
        return new ChartCard(
            Finding(record),
            $"{record.Name} {record.Series}",
            chart,
            new CardTable(
                PageWords.Plain("what-was-said.published-bands-and-what-came", chart.LabelledTitle),
                [
                    PageWords.Plain("what-was-said.day"),
                    "5 %",
                    "50 %",
                    "95 %",
                    PageWords.Plain("what-was-said.what-came"),
                    PageWords.Plain("what-was-said.within"),
                    "CRPS",
                    PageWords.Plain("what-was-said.last-value"),
                    PageWords.Plain("what-was-said.drift"),
                ],
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

    /// <summary>Where the page shows a forecast.</summary>
    public static string PlaceOf(ForecastRecord record) => $"of-{AnchorOf(record)}";

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
        return PageWords.Plain(
            "what-was-said.to-on",
            record.Series,
            Number(last.P05),
            Number(last.P95),
            PublishedFigures.UnitOf(record) is { Length: > 0 } unit ? $" {unit}" : "",
            last.Day,
            PublishedForecast.Says
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
                true => PageWords.Plain("what-was-said.yes"),
                false => PageWords.Plain("what-was-said.missed"),
                null => PageWords.Plain("what-was-said.not-known-yet"),
            },
            Number(band.Crps),
            Number(band.LastValueCrps),
            Number(band.DriftCrps),
        ];
}
