using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Charts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Sections;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Supplies;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Pages.WhichPart;

/// <summary>A part of a market: supply, fees, participants, datasets, provenance or quality.</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data) : PageModel, IExhibitor
{
    private const int BridgeDaysDefault = 90;

    /// <summary>Lengths of the supply bridge that a reader can choose.</summary>
    public static readonly int[] BridgeDays = [30, BridgeDaysDefault, 365];

    public MarketSummary Market { get; private set; } = null!;

    public Moment Moment { get; private set; } = Moment.Now;

    public string Part { get; private set; } = "";

    public string Question { get; private set; } = "";

    public IReadOnlyList<PanelView> Panels { get; private set; } = [];

    /// <summary>On the page of the supply.</summary>
    public SupplyBridge? Bridge { get; private set; }

    /// <summary>On the page of fees: volume counted in three ways; null elsewhere, or where there is none.</summary>
    public ChartCard? Volumes =>
        Part == "fees" && VolumeFigure.Of(Panels) is { } chart
            ? new ChartCard(
                PageWords.Plain("which-part.all-that-was-paid-what"),
                "volumes",
                chart,
                CardTable.Of(chart),
                ChartTable.Of(chart)
            )
            {
                About = [("units", chart.Y.Caption), ("formula", chart.Note ?? "")],
                Market = Market,
                Badge = Market.BadgeOf("gmv_adjusted"),
                Definition = Moment.On($"/metrics/gmv_adjusted?market={Market.System}"),
            }
            : null;

    /// <summary>On the page of fees: from what buyers paid to revenue; null elsewhere, or where nothing was paid.</summary>
    public ChartCard? Fees => Part == "fees" && FeeWaterfall.Of(Panels) is { } fees ? Card(fees) : null;

    private ChartCard Card(FeeWaterfall fees)
    {
        Chart chart = fees.ToChart();
        return new ChartCard(
            fees.Sentence,
            "fee_waterfall",
            chart,
            new CardTable(
                $"{chart.LabelledTitle}, {chart.Y.Caption}",
                [PageWords.Plain("which-part.step"), fees.Unit.Symbol],
                [.. fees.Steps.Select(step => (string[])[step.Name, fees.Text(step)])]
            ),
            fees.Rows
        )
        {
            About =
            [
                ("units", PageWords.Plain("which-part.base-units-of", fees.Unit.Symbol)),
                ("formula", chart.Note!),
            ],
            Market = Market,
            Badge = Market.BadgeOf("gmv"),
            Definition = Moment.On($"/metrics/gmv?market={Market.System}"),
        };
    }

    /// <summary>What is wrong with the address; null where nothing is.</summary>
    public string? Error { get; private set; }

    string? IExhibitor.Error => Moment.Error ?? Error;

    public int Days { get; private set; } = BridgeDaysDefault;

    /// <summary>On the pages of provenance and quality.</summary>
    public ChainHealth? Health { get; private set; }

    public IEnumerable<Exhibit> Exhibits =>
        [
            .. Bridge is { } bridge ? [bridge.ToExhibit(Market)] : Array.Empty<Exhibit>(),
            .. Fees is { } fees ? [fees.ToExhibit()] : Array.Empty<Exhibit>(),
            .. Volumes is { } volumes ? [volumes.ToExhibit()] : Array.Empty<Exhibit>(),
            .. Health?.Exhibits.Select(one => one.From(Market)) ?? [],
            .. Panels.Select(panel => panel.ToExhibit()),
        ];

    public async Task<IActionResult> OnGetAsync(
        string system,
        string section,
        string? days,
        CancellationToken cancellation
    )
    {
        Moment = Moment.Parse(Request.Query);
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(Moment, cancellation);
        if (
            markets.FirstOrDefault(market => market.System == system) is not { } found
            || SectionCatalogue.Find(section) is not { } known
        )
        {
            return NotFound();
        }

        Market = found;
        Part = known.Key;
        Question = known.Question;
        Days = BridgeDays.FirstOrDefault(one => $"{one}" == days, BridgeDaysDefault);
        (Panels, Bridge, Health) = await data.ReadAsync(
            connection =>
                (
                    SectionReader.Read(connection, known, found, Moment),
                    known.Key == "supply" ? SupplyBridge.Read(connection, found, Days, Moment.Until) : null,
                    known.Key is "quality" or "provenance" ? ChainHealth.Read(connection, system) : null
                ),
            cancellation
        );
        Error =
            string.IsNullOrEmpty(days) || BridgeDays.Any(one => $"{one}" == days)
                ? null
                : PageWords.Plain("which-part.days-takes-one-of", string.Join(", ", BridgeDays), BridgeDaysDefault);
        Response.StatusCode = Moment.Error is null && Error is null ? 200 : 400;
        return Page();
    }
}
