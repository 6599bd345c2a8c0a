using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;

namespace Souk.Dashboards.Pages.WhichMarkets;

/// <summary>The front page: which markets are indexed?</summary>
public sealed class IndexModel(IDashboardData data) : PageModel, IExhibitor
{
    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    /// <summary>The label that at least one market carries, so that the page's title carries it too.</summary>
    public string? CommonLabel => Markets.Select(market => market.Label).FirstOrDefault(label => label is not null);

    public IEnumerable<Exhibit> Exhibits =>
        [
            new Exhibit(
                "markets",
                "Markets",
                ExportTable.Of(
                    Markets,
                    ("market", row => row.System),
                    ("title", row => row.Title),
                    ("label", row => row.Label),
                    ("token", row => row.Token.Symbol),
                    ("decimals", row => row.Token.Decimals),
                    ("total_supply", row => row.TotalSupply),
                    ("chain_id", row => row.AsOf.ChainId),
                    ("block_number", row => row.AsOf.BlockNumber),
                    ("time", row => row.AsOf.BlockTime.UtcDateTime)
                )
            )
            {
                Label = CommonLabel,
            },
        ];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Markets = await data.ListMarketsAsync(cancellation);
    }
}
