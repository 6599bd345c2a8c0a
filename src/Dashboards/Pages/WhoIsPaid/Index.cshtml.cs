using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Concerns;
using Souk.Dashboards.Figures;

namespace Souk.Dashboards.Pages.WhoIsPaid;

/// <summary>A market's page: who is paid, what unlocks when, what could go wrong?</summary>
public sealed class IndexModel(IDashboardData data) : PageModel
{
    public MarketOverview Market { get; private set; } = null!;

    public IReadOnlyList<Concern> Concerns { get; private set; } = [];

    /// <summary>The four charts by their metric.</summary>
    public MarketCards Cards { get; private set; } = null!;

    /// <summary>The period that the reader chose in the address; null takes the fitting one.</summary>
    [BindProperty(SupportsGet = true, Name = "by")]
    public string? By { get; set; }

    public Period? Chosen => Periods.Parse(By);

    public async Task<IActionResult> OnGetAsync(string system, CancellationToken cancellation)
    {
        if (await data.ReadMarketAsync(system, cancellation) is not { } market)
        {
            return NotFound();
        }

        Market = market;
        Concerns = ConcernReader.Read(market);
        Cards = new MarketCards(market, Chosen);
        return Page();
    }
}
