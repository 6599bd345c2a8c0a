using System.Globalization;
using System.Numerics;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Comparisons;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Sections;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Pages.WhichIsBetter;

/// <summary>Several markets on one definition.</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data) : PageModel, IExhibitor
{
    /// <summary>Columns that a page has room for.</summary>
    private const int MarketsMax = 12;

    /// <summary>Which asked markets are not here; null where all are.</summary>
    public string? Error { get; private set; }

    string? IExhibitor.Error => Moment.Error ?? Error;

    public Moment Moment { get; private set; } = Moment.Now;

    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    /// <summary>One row per measure, one value per market.</summary>
    public IReadOnlyList<(Measure Measure, IReadOnlyList<BigInteger?> Values)> Rows { get; private set; } = [];

    public string? Label => Markets.Select(market => market.Label).FirstOrDefault(label => label is not null);

    public IEnumerable<Exhibit> Exhibits =>
        [
            new Exhibit(
                "compare",
                PageWords.Plain("which-is-better.markets-compared"),
                new ExportTable(
                    ["measure", "metric", "column", "unit", .. Markets.Select(market => market.System)],
                    [
                        .. Rows.Select(row =>
                            (object?[])
                                [
                                    row.Measure.Title,
                                    row.Measure.MetricKey,
                                    row.Measure.Column,
                                    row.Measure.Unit == MeasureUnit.Ppm
                                        ? PageWords.Plain("which-is-better.parts-per-million")
                                        : "count",
                                    .. row.Values.Select(value => (object?)value),
                                ]
                        ),
                    ]
                )
            )
            {
                Label = Label,
                About = [.. Markets.Select(market => market.AsOfLine)],
            },
        ];

    public async Task OnGetAsync(string? markets, CancellationToken cancellation)
    {
        Moment = Moment.Parse(Request.Query);
        IReadOnlyList<MarketSummary> all = await data.ListMarketsAsync(Moment, cancellation);
        string[] asked = (markets ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        MarketSummary[] found = [.. all.Where(market => asked.Contains(market.System))];
        Markets = [.. (found.Length == 0 ? all : found).Take(MarketsMax)];
        Rows = await data.ReadAsync<IReadOnlyList<(Measure, IReadOnlyList<BigInteger?>)>>(
            connection =>
            {
                Dictionary<string, MetricTable>[] known =
                [
                    .. Markets.Select(_ => new Dictionary<string, MetricTable>()),
                ];
                return
                [
                    .. Measure.All.Select(measure =>
                        (
                            measure,
                            (IReadOnlyList<BigInteger?>)
                                [
                                    .. Markets.Select(
                                        (market, at) => measure.Read(connection, market, known[at], Moment.Until)
                                    ),
                                ]
                        )
                    ),
                ];
            },
            cancellation
        );
        string[] unknown = [.. asked.Where(system => all.All(market => market.System != system))];
        Error =
            unknown.Length == 0
                ? null
                : PageWords.Plain(
                    "which-is-better.not-indexed",
                    string.Join(", ", unknown),
                    string.Join(", ", all.Select(market => market.System))
                );
        Response.StatusCode = Moment.Error is null && Error is null ? 200 : 400;
    }

    /// <summary>A value as its unit says; a dash where there is none.</summary>
    public static string Shown(Measure measure, BigInteger? value) =>
        value is not { } number ? "–"
        : measure.Unit == MeasureUnit.Ppm ? PanelData.PercentOf((long)number)
        : number.ToString("N0", CultureInfo.InvariantCulture);
}
