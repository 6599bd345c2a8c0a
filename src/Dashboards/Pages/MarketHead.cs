using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Pages;

/// <summary>What stands on top of each page of a market.</summary>
/// <param name="Question">What the page answers.</param>
/// <param name="Tab">The part of the market that is open, as in addresses; empty where none of them is.</param>
public sealed record MarketHead(MarketSummary Market, string Question, string Tab)
{
    /// <summary>Parts of a market's pages: the last word of the address, and what a reader calls it.</summary>
    public IEnumerable<(string Tab, string Name, string Link)> Tabs =>
        [
            ("overview", "Overview", $"/m/{Market.System}"),
            ("supply", "Supply", $"/m/{Market.System}/supply"),
            ("fees", "Fees", $"/m/{Market.System}/fees"),
            ("participants", "Participants", $"/m/{Market.System}/participants"),
            ("datasets", "Datasets", $"/m/{Market.System}/datasets"),
            ("provenance", "Provenance", $"/m/{Market.System}/provenance"),
            ("quality", "Quality", $"/m/{Market.System}/quality"),
            ("scenario", "What if", $"/scenario/{Market.System}"),
            ("memo", "Memo", $"/m/{Market.System}/memo"),
        ];
}
