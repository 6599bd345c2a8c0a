using Souk.Dashboards.Answers;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Pages;

/// <summary>What stands on top of each page of a market.</summary>
/// <param name="Question">What the page answers.</param>
/// <param name="Tab">The part of the market that is open, as in addresses; empty where none of them is.</param>
public sealed record MarketHead(MarketSummary Market, string Question, string Tab)
{
    /// <summary>The day that the page counts up to; null where the page has no choice of it.</summary>
    public Moment? Moment { get; init; }

    /// <summary>Parts of a market's pages: the last word of the address, and what a reader calls it.</summary>
    public IEnumerable<(string Tab, string Name, string Link)> Tabs =>
        [
            ("overview", Wording.Spoken["tab.overview"], On($"/m/{Market.System}")),
            ("supply", Wording.Spoken["tab.supply"], On($"/m/{Market.System}/supply")),
            ("fees", Wording.Spoken["tab.fees"], On($"/m/{Market.System}/fees")),
            ("participants", Wording.Spoken["tab.participants"], On($"/m/{Market.System}/participants")),
            ("datasets", Wording.Spoken["tab.datasets"], On($"/m/{Market.System}/datasets")),
            ("provenance", Wording.Spoken["tab.provenance"], On($"/m/{Market.System}/provenance")),
            ("quality", Wording.Spoken["tab.quality"], On($"/m/{Market.System}/quality")),
            ("scenario", Wording.Spoken["tab.scenario"], On($"/scenario/{Market.System}")),
            ("memo", Wording.Spoken["tab.memo"], $"/m/{Market.System}/memo"),
        ];

    /// <summary>An address of this server with the same day.</summary>
    public string On(string address) => Moment?.On(address) ?? address;
}
