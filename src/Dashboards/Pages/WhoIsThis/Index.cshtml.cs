using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Parties;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.Pages.WhoIsThis;

/// <summary>A party's statement: seen, recorded, rewarded.</summary>
public sealed class IndexModel(IDashboardData data) : PageModel
{
    /// <summary>Rewards that the page lists; the file holds all.</summary>
    public const int RewardsMax = 200;

    public PartyView Party { get; private set; } = null!;

    public string? Label { get; private set; }

    public async Task<IActionResult> OnGetAsync(string address, CancellationToken cancellation)
    {
        if (!TryParse(address, out Address parsed))
        {
            return NotFound();
        }

        if (await data.ReadAsync(connection => PartyView.Find(connection, parsed), cancellation) is not { } found)
        {
            return NotFound();
        }

        Party = found;
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(cancellation);
        Label = markets.FirstOrDefault(one => found.Systems.Contains(one.System) && one.Label is not null)?.Label;
        return Page();
    }

    /// <summary>Whether a text is an address.</summary>
    public static bool TryParse(string text, out Address address)
    {
        try
        {
            address = Address.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            address = default;
            return false;
        }
    }
}
