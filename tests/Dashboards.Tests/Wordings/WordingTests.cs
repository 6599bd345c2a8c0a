using System.Net;
using System.Text.RegularExpressions;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Tests.Recorded;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Wordings;

public sealed partial class WordingTests(RecordedMarket market)
{
    /// <summary>What these pages show of what is stored and of files, which no file of words holds.</summary>
    private static readonly HashSet<string> s_data =
    [
        .. "Bazaar Empty Synthetic demo GOLD USDC DUST Team uniswap PNG SVG PDF CSV XLSX PARQUET JSON".Split(' '),
    ];

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
    public void Every_language_says_the_same_things()
    {
        Wording.Languages.ShouldContain("en");
        foreach (string language in Wording.Languages)
        {
            Wording words = Wording.Read(language);
            words.DifferencesFrom(Wording.English).ShouldBeEmpty(language);
            words
                .Keys.Where(key => key.StartsWith("column.", StringComparison.Ordinal))
                .Where(key => MetricCatalogue.All.All(metric => !metric.Sql.Contains(key["column.".Length..])))
                .ShouldBeEmpty($"{language}: no metric has these columns");
        }
    }

    [Fact]
    public async Task Pages_say_nothing_but_what_the_file_of_their_language_says()
    {
        await using FreshMarket market = await FreshMarket.StartAsync(new DashboardParts { Words = Wide });

        foreach (string address in (string[])["/", "/unlocks", "/position", "/scenario/new"])
        {
            string page = await market.Client.GetStringAsync(address, TestContext.Current.CancellationToken);

            page.ShouldContain("<html lang=\"zz\">", customMessage: address);
            Said(page).Except(s_data).ShouldBeEmpty(address);
        }

        // Names of columns may be told, or else are as metric files have them.
        string supply = WebUtility.HtmlDecode(
            await market.Client.GetStringAsync("/m/bazaar/supply", TestContext.Current.CancellationToken)
        );
        supply.ShouldContain(">ＣＩＲＣＵＬＡＮＴ</th>");
        supply.ShouldNotContain(">Circulating</th>");
        supply.ShouldContain(">Escrowed</th>");
        supply.ShouldContain("Ｍａｒｃｈ 2025");

        // What metrics find is said in words, too; keys and columns of their files stay.
        foreach (string metric in (string[])["concentration_alarms", "data_health", "exit_cost", "holders", "nakamoto"])
        {
            string page = await market.Client.GetStringAsync(
                $"/metrics/{metric}?market=bazaar",
                TestContext.Current.CancellationToken
            );
            string[] cells = [.. TableCell.Matches(page).Select(cell => WebUtility.HtmlDecode(cell.Groups[1].Value))];
            cells.Length.ShouldBeGreaterThan(0, metric);
            cells.SelectMany(Said).Except(s_data).ShouldBeEmpty(metric);
        }

        // Pictures too, with the months of their axes.
        string picture = await market.Client.GetStringAsync(
            "/m/bazaar?file=emissions.svg",
            TestContext.Current.CancellationToken
        );
        string[] texts = [.. PictureText.Matches(picture).Select(text => WebUtility.HtmlDecode(text.Groups[1].Value))];
        texts.SelectMany(text => NarrowWord.Matches(text)).Select(word => word.Value).Except(s_data).ShouldBeEmpty();
        texts.ShouldContain(text => Wide["dates.short-months"].Split(", ").Any(text.Contains));
    }

    [Fact]
    public void Each_word_that_a_metric_finds_has_a_text()
    {
        string[] found =
        [
            .. MetricCatalogue
                .All.SelectMany(metric => Finding.Matches(SqlComment.Replace(metric.Sql, "")))
                .Select(match => match.Groups["word"].Value)
                .Distinct(),
        ];

        found.Length.ShouldBeGreaterThan(50);
        found
            .Where(word => Wording.English.Finding(FoundText.KeyOf(word)) is null)
            .Where(word => !word.StartsWith("no trustworthy price: ", StringComparison.Ordinal))
            .Except(["maximum", "nodes: ", "stakers of "])
            .ShouldBeEmpty("these need a key `finding.` in words.en.txt");
    }

    [Theory]
    [InlineData("partly proven", "ＰＡＲＴＬＹ")]
    [InlineData("suspected (funding, 27 %)", "Ｓ: Ｆ 27")]
    [InlineData("no trustworthy price: stale", "Ｕ: ＯＬＤ")]
    [InlineData("chain 31337, bloom", "ＫＥＴＴＥ 31337, bloom")]
    [InlineData("Stale chain", "Stale chain")]
    public void A_finding_is_a_code_and_what_others_name_is_none(string text, string expected)
    {
        Wording before = Wording.Spoken;
        Wording.Spoken = Wording.Parse(
            "words.zz.txt",
            "finding.partly-proven = ＰＡＲＴＬＹ\nfinding.suspected = Ｓ: {0} {1}\nfinding.funding = Ｆ\n"
                + "finding.untrusted-price = Ｕ: {0}\nfinding.stale = ＯＬＤ\nfinding.chain = ＫＥＴＴＥ {0}"
        );
        try
        {
            FoundText.Of("", "verdict", text).ShouldBe(expected);
            FoundText.Of("", "asset_key", text).ShouldBe(text);
        }
        finally
        {
            Wording.Spoken = before;
        }
    }

    [Fact]
    public async Task What_others_named_like_a_finding_is_shown_as_they_named_it()
    {
        await using FreshMarket market = await FreshMarket.StartAsync(new DashboardParts { Words = Wide });
        market.Connection.Execute(
            """
            update market.token set symbol = 'burn' where symbol = 'GOLD';
            update market.vesting set bucket = 'team';
            update market.asset set name = 'stake';
            """
        );
        async Task<string> PageAsync(string address) =>
            WebUtility.HtmlDecode(await market.Client.GetStringAsync(address, TestContext.Current.CancellationToken));

        foreach (
            (string metric, string name) in (IEnumerable<(string, string)>)
                [
                    ("concentration", "burn"),
                    ("nakamoto", string.Format(null, Wide["finding.side-of"], Wide["finding.holders"], "burn")),
                    ("vesting", "team"),
                    ("ownership", "stake"),
                ]
        )
        {
            (await PageAsync($"/metrics/{metric}?market=bazaar")).ShouldContain($">{name}</td>", customMessage: metric);
        }

        string facts = await PageAsync("/m/bazaar/facts/vesting");
        facts.ShouldContain("<td class=\"word\">team</td>");
    }

    [Fact]
    public void Scripts_get_their_texts_from_the_page()
    {
        string script = PageWords.OfScripts("live").Value!;

        script.ShouldContain("\"live.block\":\"Live: block {0}\"");
        script.ShouldNotContain("walk.");
        PageWords.OfScripts("position").Value!.ShouldNotContain("'");
    }

    [Fact]
    public void What_a_language_lacks_or_has_too_much_is_named()
    {
        Wording english = Wording.Parse("words.en.txt", "# What it says.\na.one = One of {0}\na.two = Two");
        Wording french = Wording.Parse("words.fr.txt", "a.one = Un\na.three = Trois\ncolumn.supply = Offre");

        french
            .DifferencesFrom(english)
            .ShouldBe(["a.one has other places for values", "a.three is of no use", "a.two is missing"]);
        english.DifferencesFrom(english).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a.one = One of {0", "a.one")]
    [InlineData("a.one = One\na.one = Two", "a.one = Two")]
    [InlineData("One of them", "One of them")]
    [InlineData("dates.months = Janvier, Février", "dates.months has 2 names, not 12")]
    public void A_line_that_is_no_text_is_named(string file, string named) =>
        Should
            .Throw<FormatException>(() => Wording.Parse("words.fr.txt", file))
            .Message.ShouldSatisfyAllConditions(
                message => message.ShouldStartWith("words.fr.txt: "),
                message => message.ShouldContain(named)
            );

    [Fact]
    public void An_unknown_key_is_named() =>
        Should.Throw<KeyNotFoundException>(() => Wording.English["nav.nowhere"]).Message.ShouldContain("nav.nowhere");

    /// <summary>A language that is English in wide letters: whatever a page says in narrow ones does not come from its file.</summary>
    private static Wording Wide { get; } =
        Wording.Parse(
            "words.wide.txt",
            string.Join(
                '\n',
                Wording
                    .English.Keys.Select(key =>
                        $"{key} = {(key == "layout.language" ? "zz" : Letter.Replace(Wording.English[key], Widened))}"
                    )
                    .Append("column.circulating = ＣＩＲＣＵＬＡＮＴ")
            )
        );

    private static string Widened(Match letter) =>
        letter.Groups["kept"].Success ? letter.Value : ((char)(letter.Value[0] - 'A' + 'Ａ')).ToString();

    // Places with their formats, tags and entities stay.
    [GeneratedRegex(@"(?<kept>\{\d[^}]*\}|<[^>]*>|&[#\w]+;)|[A-Za-z]")]
    private static partial Regex Letter { get; }

    [GeneratedRegex(@"<(script|style|code|svg)\b.*?</\1>|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Markup { get; }

    [GeneratedRegex("<td class=\"word[^>]*>([^<]*)</td>")]
    private static partial Regex TableCell { get; }

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex SqlComment { get; }

    // Words that a branch, a column of findings, a union's first column or a list of thresholds gives.
    [GeneratedRegex(
        """
            \b(?:then|else)\s+'(?<word>[a-z][^'|]*)'(?!\s*\|\|)
            |'(?<word>[a-z][^']*)'\)?\ as\ (?:act|basis|check_name|class|definition|evidence|figure|fault|kind|label|measure|name|role|rule|shape|side|status|step|subject|subsystem|verdict)\b
            |select\ (?:\d+(?:\ as\ place)?,\ )?'(?<word>[a-z][^']*)'(?=[\ ,\n])
            |(?:true|false),\ 1?0?1?,\ '(?<word>[^']*)'\)
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Finding { get; }

    [GeneratedRegex("<text[^>]*>([^<]*)</text>")]
    private static partial Regex PictureText { get; }

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex NarrowWord { get; }

    private static IEnumerable<string> Said(string page) =>
        NarrowWord.Matches(WebUtility.HtmlDecode(Markup.Replace(page, " "))).Select(match => match.Value).Distinct();
}
