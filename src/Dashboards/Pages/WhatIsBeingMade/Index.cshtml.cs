using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Pages.WhatIsBeingMade;

/// <summary>What a browser shows while the page that it opened is made: which one, why that takes long, and what is there already.
/// It reads nothing, since the reading of the page would keep it waiting.</summary>
public sealed class IndexModel : PageModel
{
    /// <summary>The address that was asked for.</summary>
    public string Asked => FirstAnswer.PathOf(Request) + Request.QueryString.ToUriComponent();

    /// <summary>What the page is called as of now, where that is known already, else what its section is called, else the words of
    /// its address.</summary>
    public string Name { get; private set; } = "";

    public Moment Moment { get; private set; } = Moment.Now;

    /// <summary>Pages that say something of the same and are there, by address, with what they are of.</summary>
    public IReadOnlyList<(string Address, string Title)> There { get; private set; } = [];

    public IActionResult OnGet()
    {
        if (PageInMaking.Of(HttpContext) is not { } page)
        {
            return NotFound();
        }

        Moment = Moment.Parse(Request.Query);
        bool isThereNow = page.There.Any(one => one.Address.Split('?')[0] == page.Path);
        Name = isThereNow
            ? page.There[0].Title.Replace(PageWords.Plain("shared.souk-2", ""), "", StringComparison.Ordinal)
            : NameOf(page.Path.Value ?? "/");
        There =
        [
            .. page.There.Select(one =>
                (one.Address, PageWords.Plain("what-is-being-made.as-of-now", one.Title, one.Address))
            ),
        ];
        Response.StatusCode = StatusCodes.Status202Accepted;
        return Page();
    }

    private static string NameOf(string path) =>
        path.Split('/') switch
        {
            ["", "m" or "market", var system] => InMarket("overview", system),
            ["", "m", var system, var tab] => InMarket(tab, system),
            _ => SiteWays.All.FirstOrDefault(way => way.Link == path).Key is { } key
                ? Wording.Spoken[key]
                : path.Trim('/'),
        };

    // The market's own title would have to be read.
    private static string InMarket(string tab, string system) =>
        Wording.Spoken.Keys.Contains($"tab.{tab}")
            ? PageWords.Plain("what-is-being-made.of-market", Wording.Spoken[$"tab.{tab}"], system)
            : system;
}
