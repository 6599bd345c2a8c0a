using System.Text.Json.Nodes;
using Souk.Warehouse.Imports;
using Souk.Warehouse.Tokens;

namespace Souk.Warehouse.Tests.Tokens;

public sealed class TokenRegistryTests : IDisposable
{
    private const string Small = """
        system: m
        profile:
          title: M
          pillar: data
          direction: { value: crypto_for_ai, confidence: assumed, source: a reading }
          stage: live
          launched: 2024-04
          confidence: exact
          source: a test
        tokens:
          - symbol: GOLD
            decimals: 18
            supply_max: 1000000.50
            confidence: exact
            source: a test
        allocations:
          - bucket: team
            token: GOLD
            class: team
            share_percent: 20
            cliff_months: 6-12
            vesting_months: not found
            confidence: reported
            source: a test
        """;

    private readonly TokenFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Each_value_keeps_its_confidence_its_source_and_its_line()
    {
        _files.Import(Small);

        _files
            .Rows(
                """
                select field, value, confidence, source, line from reference.fact
                where field in ('direction', 'supply_max', 'vesting_months', 'launched') order by line
                """
            )
            .ShouldBe([
                "direction|crypto_for_ai|assumed|a reading|5",
                "launched|2024-04|exact|a test|7",
                "supply_max|1000000.5|exact|a test|13",
                "vesting_months|-|not found|a test|22",
            ]);
        _files.Rows("select launched from reference.system").ShouldBe(["2024-04-01"]);
    }

    [Fact]
    public void A_figure_that_its_source_does_not_date_stands_beside_dated_ones()
    {
        const string Figures = """

            figures:
              - { figure: burned, date: 2024-05, value: 7, unit: GOLD, confidence: exact, source: a }
              - { figure: burned, date: not found, value: 9, unit: GOLD, confidence: reported, source: b }
            """;
        _files.Import(Small + Figures);

        _files
            .Rows("select figure, day, value::bigint, confidence from reference.figure order by value")
            .ShouldBe(["burned|2024-05-01|7|exact", "burned|-|9|reported"]);
        _files
            .Refuse(Small + Figures.Replace("date: 2024-05", "date: not found", StringComparison.Ordinal))
            .ShouldContain("figures 'burned/not found' is on line");
        _files
            .Refuse(
                Small
                    + Figures.Replace(
                        "figure: burned, date: 2024-05",
                        "figure: not found, date: x",
                        StringComparison.Ordinal
                    )
            )
            .ShouldContain("date is 'x'; expected a date");
    }

    [Theory]
    [InlineData("symbol: GOLD", "symbl: GOLD", "line 11: 'symbl' is no field of tokens; did you mean 'symbol'?")]
    [InlineData("pillar: data", "pillar: dta", "line 4: pillar is 'dta'; did you mean 'data'?")]
    [InlineData(
        "share_percent: 20",
        "share_percent: -20",
        "line 20: share_percent is '-20'; expected a number from 0 to 100 with up to 6 decimal places; negative amounts are refused"
    )]
    [InlineData("share_percent: 20", "share_percent: 100.6", "line 20: share_percent is '100.6'")]
    [InlineData("token: GOLD", "token: GLD", "line 18: token 'GLD' is not in tokens; did you mean 'GOLD'?")]
    [InlineData("confidence: reported", "confidence: sure", "line 17: confidence is 'sure'; did you mean")]
    [InlineData(
        "    source: a test\nallocations",
        "allocations",
        "line 11: tokens needs both 'confidence' and 'source'"
    )]
    [InlineData(
        "confidence: reported",
        "confidence: not found",
        "class has a value, so its confidence cannot be 'not found'"
    )]
    [InlineData("launched: 2024-04", "launched: 2024-13", "line 7: launched is '2024-13'; expected a date")]
    [InlineData("decimals: 18", "decimals: 1e18", "line 12: decimals is '1e18'; expected a whole number")]
    [InlineData("cliff_months: 6-12", "cliff_months: 12-6", "line 21: cliff_months is '12-6'; expected whole months")]
    [InlineData("supply_max: 1000000.50", "supply_max: ", "line 13: supply_max is no value")]
    [InlineData("    decimals: 18\n", "", "line 11: tokens lacks the field 'decimals'")]
    [InlineData("system: m\n", "", "line 1: the field 'system' is missing")]
    [InlineData("tokens:", "tokens: [", "line")]
    public void A_bad_file_is_refused_with_its_line_and_what_would_do(string old, string bad, string complaint)
    {
        string refusal = _files.Refuse(Small.Replace(old, bad, StringComparison.Ordinal));

        refusal.ShouldStartWith("m.yaml");
        refusal.ShouldContain(complaint);
        _files.Rows("select count(*) from reference.fact").ShouldBe(["0"]);
        _files.Rows("select count(*) from reference.import").ShouldBe(["0"]);
    }

    [Fact]
    public void Allocations_of_more_than_there_is_are_refused_unless_one_is_a_part_of_another()
    {
        string more =
            Small
            + """

                  - bucket: backers
                    token: GOLD
                    class: investors
                    share_percent: 81
                    confidence: exact
                    source: a test
                """;

        _files.Refuse(more).ShouldContain("the allocations of GOLD add up to 101 %");
        _files
            .Refuse(Small + "\n" + Small[Small.IndexOf("  - bucket", StringComparison.Ordinal)..])
            .ShouldContain("allocations 'team' is on line 17 already");
        _files
            .Import(more.Replace("share_percent: 81", "part_of: team\n    share_percent: 81", StringComparison.Ordinal))
            .Added.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Two_files_of_one_system_are_refused()
    {
        string one = _files.Write(Small, "one.yaml");
        string two = _files.Write(Small, "two.yaml");

        Should
            .Throw<ImportException>(() => TokenRegistry.Import(_files.Connection, [one, two], TokenFiles.Monday))
            .Message.ShouldContain("two.yaml tells of 'm', and so does");
    }

    [Fact]
    public void What_a_later_file_changes_or_drops_can_still_be_asked_for_as_it_was_known()
    {
        ImportCounts first = _files.Import(Small);
        ImportCounts again = _files.Import(Small, TokenFiles.Monday.AddDays(1));
        ImportCounts changed = _files.Import(
            Small
                .Replace("share_percent: 20", "share_percent: 21", StringComparison.Ordinal)
                .Replace("    cliff_months: 6-12\n", "", StringComparison.Ordinal),
            TokenFiles.Monday.AddDays(2)
        );

        first.ShouldBe(new ImportCounts(Added: 14, Revised: 0, Removed: 0, Unchanged: 0));
        again.ShouldBe(new ImportCounts(Added: 0, Revised: 0, Removed: 0, Unchanged: 14));
        changed.ShouldBe(new ImportCounts(Added: 0, Revised: 1, Removed: 1, Unchanged: 12));
        const string Then =
            "select field, value from reference.fact_at(timestamp '2026-11-03 12:00') where field in ('share_percent', 'cliff_months') order by field";
        _files.Rows(Then).ShouldBe(["cliff_months|6-12", "share_percent|20"]);
        _files.Rows(Then.Replace("11-03", "11-04", StringComparison.Ordinal)).ShouldBe(["share_percent|21"]);
        _files.Rows(Then.Replace("11-03", "11-01", StringComparison.Ordinal)).ShouldBeEmpty();
        _files
            .Rows("select added, revised, removed, unchanged, recorded_at from reference.import order by recorded_at")
            .ShouldBe(["14|0|0|0|2026-11-02 09:00", "0|0|0|14|2026-11-03 09:00", "0|1|1|12|2026-11-04 09:00"]);
    }

    [Fact]
    public void The_revision_log_tells_what_was_replaced_by_what_and_when()
    {
        _files.Import(Small);
        _files.Import(
            Small
                .Replace("share_percent: 20", "share_percent: 21", StringComparison.Ordinal)
                .Replace("    cliff_months: 6-12\n", "", StringComparison.Ordinal)
                .Replace("stage: live", "stage: merged", StringComparison.Ordinal),
            TokenFiles.Monday.AddDays(1)
        );

        _files
            .Metric("revisions", "m")
            .ShouldBe([
                "allocations|team/cliff_months|6-12|-|a test|-|2026-11-02 09:00|2026-11-03 09:00",
                "allocations|team/share_percent|20|21|a test|a test|2026-11-02 09:00|2026-11-03 09:00",
                "profile|stage|live|merged|a test|a test|2026-11-02 09:00|2026-11-03 09:00",
            ]);
    }

    [Fact]
    public void A_promised_allocation_has_its_dates_and_says_nothing_that_was_not_found()
    {
        _files.Import(
            Small.Replace(
                "vesting_months: not found",
                "vesting_months: 24\n    tge_percent: 1.5",
                StringComparison.Ordinal
            )
        );

        _files
            .Metric("token_allocations", "m")
            .ShouldBe([
                "GOLD|team|team|-|20.000000|200000.10|15000.00|6|12|24|2024-10-01|2026-10-01|-|reported|a test",
            ]);
    }

    [Fact]
    public void A_dry_run_counts_and_writes_nothing()
    {
        _files.Import(Small, isDryRun: true).Added.ShouldBe(14);

        _files.Rows("select count(*) from reference.fact").ShouldBe(["0"]);
        _files.Rows("select count(*) from reference.import").ShouldBe(["0"]);
    }

    [Fact]
    public void Editors_get_the_schema_that_the_files_are_checked_against()
    {
        string folder = Path.GetDirectoryName(TokenFiles.Shipped()[0])!;

        File.ReadAllText(Path.Combine(folder, "token.schema.json"))
            .ShouldBe(TokenRegistry.Schema(), "run ./souk tokens schema > data/tokens/token.schema.json");
        JsonNode schema = JsonNode.Parse(TokenRegistry.Schema())!;
        JsonNode allocation = schema["properties"]!["allocations"]!["items"]!;
        allocation["required"]!
            .AsArray()
            .Select(name => (string)name!)
            .ShouldBe(["bucket", "token", "class", "share_percent", "confidence", "source"]);
    }
}
