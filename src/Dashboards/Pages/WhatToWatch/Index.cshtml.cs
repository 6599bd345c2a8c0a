using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Pages.WhatToWatch;

/// <summary>Alerts of all markets: what should be looked at now?</summary>
public sealed class IndexModel(IDashboardData data) : PageModel
{
    public IReadOnlyList<Alert> Alerts { get; private set; } = [];

    public string? Label => Alerts.Select(alert => alert.Market.Label).FirstOrDefault(label => label is not null);

    public async Task OnGetAsync(CancellationToken cancellation) =>
        Alerts = await AlertReader.ReadAsync(data, cancellation);
}
