using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Pages.WhatIsMine;

/// <summary>A holding of one's own: how is it diluted, what does it cost to leave, what unlocks next?</summary>
/// <remarks>The server sends the market's numbers and never learns the holding: the browser reckons and remembers.</remarks>
[KeptPage]
public sealed class IndexModel(IDashboardData data) : PageModel, IExhibitor
{
    /// <summary>Unlocks that are listed.</summary>
    public const int EntriesMax = 12;

    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    /// <summary>Null where nothing is indexed.</summary>
    public ExitSheet? Sheet { get; private set; }

    public IEnumerable<Exhibit> Exhibits =>
        Sheet is not { } sheet
            ? []
            :
            [
                new Exhibit(
                    "next",
                    PageWords.Plain("what-is-mine.next-unlocks"),
                    ExportTable.Of(
                        sheet.Calendar.Entries,
                        ("day", row => row.Day),
                        ("is_cliff", row => row.IsCliff),
                        ("bucket", row => row.Bucket),
                        ("amount", row => row.Amount),
                        ("days_of_volume", row => sheet.Calendar.DaysOfVolume(row.Amount))
                    )
                )
                {
                    About =
                    [
                        ("units", PageWords.Plain("what-is-mine.base-units-of", sheet.Calendar.Market.Token.Symbol)),
                    ],
                }.From(sheet.Calendar.Market),
            ];

    public async Task<IActionResult> OnGetAsync(string? market, CancellationToken cancellation)
    {
        Markets = await data.ListMarketsAsync(cancellation);
        MarketSummary? chosen = Markets.FirstOrDefault(one => string.IsNullOrEmpty(market) || one.System == market);
        if (chosen is null)
        {
            return string.IsNullOrEmpty(market) ? Page() : NotFound();
        }

        Sheet = await data.ReadAsync(connection => ExitSheet.Read(connection, chosen), cancellation);
        return Page();
    }
}
