using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Calendars;

namespace Souk.Dashboards.Pages.WhatUnlocks;

/// <summary>The unlock calendar of all markets, or of one: what becomes free when, and how much is it?</summary>
public sealed class IndexModel(IDashboardData data) : PageModel
{
    /// <summary>Entries that the page lists; the files hold all.</summary>
    public const int EntriesMax = 120;

    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    public string? Chosen { get; private set; }

    public IReadOnlyList<UnlockCalendar> Calendars { get; private set; } = [];

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
        return Page();
    }

    /// <summary>What comes next in every calendar, by day.</summary>
    public IEnumerable<(UnlockCalendar Calendar, UnlockEntry Entry)> Next =>
        Calendars
            .SelectMany(calendar => calendar.Entries.Select(entry => (calendar, entry)))
            .OrderBy(pair => pair.entry.Day)
            .ThenBy(pair => pair.calendar.Market.System, StringComparer.Ordinal)
            .Take(EntriesMax);
}
