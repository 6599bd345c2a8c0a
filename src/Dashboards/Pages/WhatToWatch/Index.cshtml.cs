using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Pages.WhatToWatch;

/// <summary>Alerts of all markets: what should be looked at now?</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data, DashboardParts parts) : PageModel, IExhibitor
{
    public IReadOnlyList<Alert> Alerts { get; private set; } = [];

    public Moment Moment { get; private set; } = Moment.Now;

    string? IExhibitor.Error => Moment.Error;

    public string? Label => Alerts.Select(alert => alert.Market.Label).FirstOrDefault(label => label is not null);

    public IEnumerable<Exhibit> Exhibits =>
        [
            new Exhibit(
                "alerts",
                PageWords.Plain("what-to-watch.what-to-watch"),
                ExportTable.Of(
                    Alerts,
                    ("market", row => row.Market.System),
                    ("kind", row => row.Kind),
                    ("severity", row => row.Severity.ToString()),
                    ("title", row => row.Title),
                    ("sentence", row => row.Sentence),
                    ("evidence", row => row.Link),
                    ("badge", row => row.Badge.Word()),
                    ("metric", row => row.MetricKey),
                    ("as_of_block", row => row.Market.AsOf.IsBeforeFirst ? null : row.Market.AsOf.BlockNumber)
                )
            )
            {
                Label = Label,
            },
        ];

    /// <param name="market">The one whose alerts are shown; all where there is none.</param>
    public async Task<IActionResult> OnGetAsync(string? market, CancellationToken cancellation)
    {
        Moment = Moment.Parse(Request.Query);
        if (
            !string.IsNullOrEmpty(market)
            && (await data.ListMarketsAsync(cancellation)).All(known => known.System != market)
        )
        {
            return NotFound();
        }

        IReadOnlyList<Alert> all = await AlertReader.ReadAsync(data, cancellation, parts.IndexStops(), Moment);
        Alerts = string.IsNullOrEmpty(market) ? all : [.. all.Where(alert => alert.Market.System == market)];
        Response.StatusCode = Moment.Error is null ? 200 : 400;
        return Page();
    }
}
