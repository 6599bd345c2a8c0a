using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Pages.WhatToWatch;

/// <summary>Alerts of all markets: what should be looked at now?</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data, DashboardParts parts) : PageModel, IExhibitor
{
    public IReadOnlyList<Alert> Alerts { get; private set; } = [];

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
                    ("as_of_block", row => row.Market.AsOf.BlockNumber)
                )
            )
            {
                Label = Label,
            },
        ];

    public async Task OnGetAsync(CancellationToken cancellation) =>
        Alerts = await AlertReader.ReadAsync(data, cancellation, parts.IndexStops());
}
