using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Calendars;
using Souk.Warehouse.Unlocks;

namespace Souk.Dashboards.Pages.WhatUnlocks;

/// <summary>The unlock calendar of all markets, or of one: what becomes free when, and how much is it?</summary>
public sealed class IndexModel(IDashboardData data) : PageModel
{
    /// <summary>Entries that the page lists; the files hold all.</summary>
    public const int EntriesMax = 120;

    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    public string? Chosen { get; private set; }

    public IReadOnlyList<UnlockCalendar> Calendars { get; private set; } = [];

    /// <summary>What became of the chosen market's released tokens and rewards; nothing where all markets are shown.</summary>
    public IReadOnlyList<UnlockFate> Fates { get; private set; } = [];

    public string? Label => Calendars.Select(one => one.Market.Label).FirstOrDefault(label => label is not null);

    public async Task<IActionResult> OnGetAsync(string? market, CancellationToken cancellation)
    {
        Markets = await data.ListMarketsAsync(cancellation);
        Chosen = string.IsNullOrEmpty(market) ? null : market;
        MarketSummary[] asked = [.. Markets.Where(one => Chosen is null || one.System == Chosen)];
        if (Chosen is not null && asked.Length == 0)
        {
            return NotFound();
        }

        Calendars = await data.ReadAsync<IReadOnlyList<UnlockCalendar>>(
            connection => [.. asked.Select(one => UnlockCalendar.Read(connection, one))],
            cancellation
        );
        if (Chosen is not null)
        {
            Fates = await data.ReadAsync(connection => AfterUnlock.Trace(connection, Chosen), cancellation);
        }

        return Page();
    }

    /// <summary>What a column of fates is called.</summary>
    public string Word(LotPlace place) =>
        place switch
        {
            LotPlace.Sold => "Sold in a pool",
            LotPlace.Exchange => "Sent to an exchange",
            LotPlace.Held or LotPlace.Staked or LotPlace.Bridged or LotPlace.Burned or LotPlace.Unknown =>
                place.ToString(),
            _ => throw new ArgumentOutOfRangeException(nameof(place), place, "Not a place that tokens go to."),
        };

    /// <summary>What comes next in every calendar, by day.</summary>
    public IEnumerable<(UnlockCalendar Calendar, UnlockEntry Entry)> Next =>
        Calendars
            .SelectMany(calendar => calendar.Entries.Select(entry => (calendar, entry)))
            .OrderBy(pair => pair.entry.Day)
            .ThenBy(pair => pair.calendar.Market.System, StringComparer.Ordinal)
            .Take(EntriesMax);
}
