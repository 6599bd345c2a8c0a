using System.Text.RegularExpressions;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Presets;

namespace Souk.Simulation.Tests.Catalogues.Presets;

public partial class PresetReportTests
{
    // Nothing but `amount` is uncertain: it is burned each of ten days, so the supply moves by ten times its way.
    private const string Burns = """
        title: Burns
        headline: burned
        start: 2025-01-01
        horizon: 10 days
        tokens:
          TKN: { decimals: 6, supply_max: 1000 TKN }
        parts:
          fund: { kind: account, balance: 1000 TKN }
          known: { kind: burn.scheduled, from: fund, amount: 1 TKN, every: 1 day, total: 100 TKN }
          small: { kind: burn.scheduled, from: fund, amount: uniform(0 TKN; 1 TKN), every: 1 day, total: 100 TKN }
          large: { kind: burn.scheduled, from: fund, amount: uniform(0 TKN; 10 TKN), every: 1 day, total: 100 TKN }
        facts:
          - reported: a page
            of: [small.amount]
          - assumed: nobody says
            of: [large.amount]
        """;

    [Fact]
    public void A_swing_is_what_one_range_alone_does_to_the_headline()
    {
        IReadOnlyList<Swing> swings = Swing.Of(CatalogueRun.Read(Burns), seed: 1, runs: 5).Single();

        swings.Select(swing => swing.Path).ShouldBe(["large.amount", "small.amount"]);
        swings[0].Change.ShouldBe(10 * 9, 1e-6);
        swings[1].Change.ShouldBe(10 * 0.9, 1e-6);
        (swings[0].Low, swings[0].High).ShouldBe(("0.5 TKN", "9.5 TKN"));
        swings[1].Confidence.ShouldBe(Confidence.Reported);
    }

    [Fact]
    public void The_assumed_share_is_the_variance_that_goes_with_the_assumed_ranges()
    {
        string two = Burns.Replace("headline: burned", "headline: burned, small.burned");
        PresetReport report = PresetReport.Of(CatalogueRun.Read(two), seed: 1, runs: 40, swingRuns: 40);

        // Of 10² + 1² about a hundredth is the reported range's.
        report.Bands[0].AssumedVariance.ShouldBe(0.99, 0.01);
        report.Bands[0].AssumedVariance.ShouldBeLessThan(1);
        report.Bands[0].P50.ShouldBe(65, 15);
        report.Bands[0].MattersMost.ShouldBe("large.amount");
        // The second metric rests on what is reported alone.
        report.Bands[1].AssumedVariance.ShouldBe(0);
        report.Bands[1].MattersMost.ShouldBe("small.amount");
        report.Bands[1].Swings[1].Change.ShouldBe(0);
        report.CountOf(Confidence.Reported).ShouldBe(1);
    }

    [Fact]
    public void A_preset_without_a_headline_or_with_one_that_it_lacks_is_refused()
    {
        Should
            .Throw<ArgumentException>(() =>
                PresetReport.Of(CatalogueRun.Read(Burns.Replace("headline: burned\n", "")), 1, 1, 1)
            )
            .Message.ShouldContain("has no `headline:`");
        Should
            .Throw<ArgumentException>(() =>
                PresetReport.Of(CatalogueRun.Read(Burns.Replace("headline: burned", "headline: brned")), 1, 1, 1)
            )
            .Message.ShouldContain("no metric 'brned'");
    }

    [Fact]
    public void The_page_of_presets_shows_every_preset_as_it_is_now()
    {
        string page = File.ReadAllText(Path.Combine(ShippedFiles.Root, "docs", "PRESETS.md"));

        string[] shown =
        [
            .. Section().Matches(page).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}"),
        ];

        shown.ShouldBe(
            ShippedFiles.Presets.Select(name => $"{name["presets/".Length..]} {ShippedFiles.Read(name).Hash[..16]}"),
            "write it anew: souk scenario presets --markdown > docs/PRESETS.md"
        );
    }

    [Fact]
    public void The_page_of_presets_says_how_transparent_each_is_now()
    {
        string page = File.ReadAllText(Path.Combine(ShippedFiles.Root, "docs", "PRESETS.md"));

        string[] shown =
        [
            .. Scores().Matches(page).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}"),
        ];

        shown.ShouldBe(
            ShippedFiles.Presets.Select(name =>
                FormattableString.Invariant(
                    $"{name["presets/".Length..]} {Transparency.Of(ShippedFiles.Read(name)).Score:0.00}"
                )
            ),
            "write it anew: souk scenario presets --markdown > docs/PRESETS.md"
        );
    }

    [Fact]
    public void The_bands_of_the_page_are_those_of_a_run_now()
    {
        string page = File.ReadAllText(Path.Combine(ShippedFiles.Root, "docs", "PRESETS.md"));
        int runs = int.Parse(Number().Match(page).Groups[1].Value);

        Blueprint preset = ShippedFiles.Read("presets/avalanche-l1");
        string digest = DigestOf(preset, runs);

        page.ShouldContain($"Scenario {preset.Hash[..16]}, digest {digest[..16]}.");
    }

    private static string DigestOf(Blueprint preset, int runs) =>
        Souk.Simulation.Experiments.BlueprintEnsemble.Run(preset, seed: 1, runs).Digest;

    [GeneratedRegex(@"\n## ([a-z0-9-]+)\n(?:.*\n)*?.*Scenario ([0-9a-f]{16}), digest", RegexOptions.Compiled)]
    private static partial Regex Section();

    [GeneratedRegex(
        @"\n\| \[([a-z0-9-]+)\]\(#[a-z0-9-]+\) \| [0-9.–]+ \| [0-9.–]+ \| ([0-9.]+) \|(?=\n)",
        RegexOptions.Compiled
    )]
    private static partial Regex Scores();

    [GeneratedRegex(@"([0-9]+) runs each with seed")]
    private static partial Regex Number();
}
