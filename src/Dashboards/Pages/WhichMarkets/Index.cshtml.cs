using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Pages.WhichMarkets;

/// <summary>The front page: which markets are indexed?</summary>
public sealed class IndexModel(IDashboardData data) : PageModel
{
    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    /// <summary>The label that at least one market carries, so that the page's title carries it too.</summary>
    public string? CommonLabel => Markets.Select(market => market.Label).FirstOrDefault(label => label is not null);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Markets = await data.ListMarketsAsync(cancellation);
    }
}
