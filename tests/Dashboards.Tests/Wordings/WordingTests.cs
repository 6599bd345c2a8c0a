using Souk.Dashboards.Tests.Recorded;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Tests.Wordings;

public sealed class WordingTests(RecordedMarket market)
{
    [Fact]
    public async Task Layout_navigation_tabs_and_badges_say_what_the_file_says()
    {
        string page = await market.PageAsync("/m/bazaar/supply");

        string[] everywhere = ["layout.", "nav.", "tab."];
        foreach (
            string key in Wording.English.Keys.Where(key =>
                everywhere.Any(start => key.StartsWith(start, StringComparison.Ordinal))
            )
        )
        {
            page.ShouldContain(Wording.English[key], customMessage: key);
        }

        foreach (Badge badge in Enum.GetValues<Badge>())
        {
            Wording.English.Keys.ShouldContain($"badge.{badge.Word()}");
            badge.Meaning().ShouldBe(Wording.English[$"badge.{badge.Word()}.meaning"]);
        }

        page.ShouldContain($"title=\"{Badge.Indexed.Meaning()}\">{Badge.Indexed.Text()}<");
    }

    [Fact]
    public void Every_language_has_the_same_keys()
    {
        Wording.Languages.ShouldContain("en");
        foreach (string language in Wording.Languages)
        {
            Wording.Read(language).Keys.Order().ShouldBe(Wording.English.Keys.Order());
        }
    }

    [Fact]
    public void An_unknown_key_is_named() =>
        Should.Throw<KeyNotFoundException>(() => Wording.English["nav.nowhere"]).Message.ShouldContain("nav.nowhere");
}
