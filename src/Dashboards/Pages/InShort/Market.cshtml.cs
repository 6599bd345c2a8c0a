using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Charts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Figures;
using Souk.Dashboards.Memos;
using Souk.Dashboards.Shelves;

namespace Souk.Dashboards.Pages.InShort;

/// <summary>A market on one page.</summary>
[KeptPage]
public sealed class MarketModel(IDashboardData data, DashboardParts parts) : PageModel, IExhibitor
{
    public MarketSummary Market { get; private set; } = null!;

    public Memo Memo { get; private set; } = null!;

    public IEnumerable<Exhibit> Exhibits => [Memo.ToExhibit(Chart)];

    private Chart? Chart { get; set; }

    public async Task<IActionResult> OnGetAsync(string system, CancellationToken cancellation)
    {
        if (await MarketMemo.ReadAsync(data, system, parts.Claims, cancellation) is not { } found)
        {
            return NotFound();
        }

        (Memo, Market) = (found.Memo, found.Market.Summary);
        Chart = MarketFigures.Supply(found.Market);
        return Page();
    }
}
