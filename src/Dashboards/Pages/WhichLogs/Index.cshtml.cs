using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Transactions;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.Pages.WhichLogs;

/// <summary>A transaction: what did it log, and what was each log taken for?</summary>
public sealed class IndexModel(IDashboardData data) : PageModel
{
    public TransactionView Transaction { get; private set; } = null!;

    /// <summary>The label of the markets whose contracts took part.</summary>
    public string? Label { get; private set; }

    public async Task<IActionResult> OnGetAsync(int chain, string hash, long? block, CancellationToken cancellation)
    {
        if (!TryParse(hash, out Hash32 parsed))
        {
            return NotFound();
        }

        if (
            await data.ReadAsync(connection => TransactionReader.Find(connection, chain, parsed, block), cancellation)
            is not { } found
        )
        {
            return NotFound();
        }

        Transaction = found;
        HashSet<string> systems = [.. found.Logs.Select(log => log.System)];
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(cancellation);
        Label = markets.FirstOrDefault(market => systems.Contains(market.System) && market.Label is not null)?.Label;
        return Page();
    }

    private static bool TryParse(string text, out Hash32 hash)
    {
        try
        {
            hash = Hash32.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            hash = default;
            return false;
        }
    }
}
