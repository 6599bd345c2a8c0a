using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Assets;

namespace Souk.Dashboards.Pages.WhatIsItMadeOf;

/// <summary>An asset: what is it made of, under which terms, and who is paid for it?</summary>
public sealed class IndexModel(IDashboardData data) : PageModel
{
    private const int KeyLengthMax = 500;

    public AssetView Asset { get; private set; } = null!;

    public LineageDrawing Drawing { get; private set; } = null!;

    public MarketSummary? Market { get; private set; }

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken cancellation)
    {
        if (
            key.Length > KeyLengthMax
            || await data.ReadAsync(connection => AssetView.Find(connection, key), cancellation) is not { } found
        )
        {
            return NotFound();
        }

        Asset = found;
        Drawing = LineageDrawing.Of(found.Lineage);
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(cancellation);
        Market = markets.FirstOrDefault(market => market.System == found.Market);
        return Page();
    }
}
