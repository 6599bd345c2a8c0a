using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Concerns;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Figures;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Pages.WhoIsPaid;

/// <summary>A market's page: who is paid, what unlocks when, what could go wrong?</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data) : PageModel, IExhibitor
{
    public MarketOverview Market { get; private set; } = null!;

    public Moment Moment { get; private set; } = Moment.Now;

    public IReadOnlyList<Concern> Concerns { get; private set; } = [];

    /// <summary>The four charts by their metric.</summary>
    public MarketCards Cards { get; private set; } = null!;

    /// <summary>What is wrong with the address; null where nothing is.</summary>
    public string? Error { get; private set; }

    string? IExhibitor.Error => Moment.Error ?? Error;

    /// <summary>The period that the reader chose in the address; null takes the fitting one.</summary>
    [BindProperty(SupportsGet = true, Name = "by")]
    public string? By { get; set; }

    public Period? Chosen => Periods.Parse(By);

    public IEnumerable<Exhibit> Exhibits =>
        [
            .. new[] { Cards.Payments, Cards.Unlocks, Cards.Supply, Cards.Flows }.Select(card => card.ToExhibit()),
            Of(Market.Contributors.Metric, MarketExports.Contributors(Market)),
            new Exhibit(
                "headlines",
                PageWords.Plain("who-is-paid.headline-numbers"),
                ExportTable.Of(
                    Market.Headlines,
                    ("metric", row => row.Metric.Key),
                    ("title", row => row.Metric.Title),
                    ("value", row => row.Value),
                    ("token", row => row.IsCount ? null : (row.Token ?? Market.Summary.Token).Symbol),
                    ("decimals", row => row.IsCount ? null : (row.Token ?? Market.Summary.Token).Decimals),
                    ("formula", row => row.Metric.Formula)
                )
            ).From(Market.Summary),
            new Exhibit(
                "concerns",
                PageWords.Plain("who-is-paid.what-could-go-wrong-2"),
                ExportTable.Of(
                    Concerns,
                    ("severity", row => row.Severity.ToString()),
                    ("title", row => row.Title),
                    ("sentence", row => row.Sentence)
                )
            ).From(Market.Summary),
        ];

    private Exhibit Of(Metric metric, ExportTable rows) =>
        new Exhibit(metric.Key, metric.Title, rows)
        {
            About =
            [
                .. MarketCards.AboutOf(metric),
                ("rows", PageWords.Plain("who-is-paid.the-thousand-parties-that-received")),
            ],
        }.From(Market.Summary);

    public async Task<IActionResult> OnGetAsync(string system, CancellationToken cancellation)
    {
        Moment = Moment.Parse(Request.Query);
        if (await data.ReadMarketAsync(system, Moment, cancellation) is not { } market)
        {
            return NotFound();
        }

        Market = market;
        Concerns = ConcernReader.Read(market);
        Cards = new MarketCards(market, Chosen, Moment);
        string by = Request.Query["by"].ToString();
        Error =
            by.Length == 0 || Periods.Parse(by) is not null ? null : PageWords.Plain("who-is-paid.by-takes-a-period");
        Response.StatusCode = Moment.Error is null && Error is null ? 200 : 400;
        return Page();
    }
}
