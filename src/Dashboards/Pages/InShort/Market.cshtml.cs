using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Memos;
using Souk.Dashboards.Trust;
using Souk.Warehouse.Claims;

namespace Souk.Dashboards.Pages.InShort;

/// <summary>A market on one page.</summary>
public sealed class MarketModel(IDashboardData data, DashboardParts parts) : PageModel
{
    public MarketSummary Market { get; private set; } = null!;

    public Memo Memo { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string system, CancellationToken cancellation)
    {
        if (await data.ReadMarketAsync(system, cancellation) is not { } market)
        {
            return NotFound();
        }

        Market = market.Summary;
        Memo = await data.ReadAsync(
            connection =>
                MarketMemo.Of(
                    market,
                    ChainHealth.Read(connection, system),
                    [
                        .. parts
                            .Claims.Where(claim => claim.System == system)
                            .Select(claim => ClaimCheck.Run(connection, claim)),
                    ]
                ),
            cancellation
        );
        return Page();
    }
}
