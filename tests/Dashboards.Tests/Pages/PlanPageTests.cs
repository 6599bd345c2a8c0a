using System.Net;
using System.Text.Json;
using Souk.Dashboards.Tests.Recorded;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;
using Souk.Simulation.Starters;

namespace Souk.Dashboards.Tests.Pages;

public sealed class PlanPageTests(RecordedMarket market)
{
    private const string Table = """
        bucket,percent,tge,cliff_months,linear_months
        Community rewards,60,5,0,12
        Team,30,0,6,12
        Liquidity,10,100,0,0
        """;

    private static readonly (string, string)[] s_token =
    [
        ("Symbol", "GOLD"),
        ("Supply", "500000000"),
        ("Start", "2026-02-01"),
        ("Price", "0.2"),
    ];

    [Fact]
    public async Task Rows_become_the_scenario_that_the_terminal_writes_and_its_bands()
    {
        string text = StarterScenario.Write(
            AllocationCsv.Read("sample", Table),
            "GOLD",
            500_000_000,
            new DateOnly(2026, 2, 1),
            0.2m
        );
        BlueprintResult expected = BlueprintEnsemble.Run(Catalogue.Read("x", _ => text), seed: 1, runs: 1);

        (HttpStatusCode status, string page, string? location) = await PostAsync([.. s_token, .. Rows(("30", "60"))]);

        status.ShouldBe(HttpStatusCode.Redirect, page);
        location.ShouldNotBeNull().ShouldMatch("^/scenarios/own-[0-9a-f]{16}$");
        JsonElement bands = JsonDocument
            .Parse(await market.Client.GetStringAsync($"/api/v1{location}/bands?runs=1"))
            .RootElement;
        bands.GetProperty("scenario_hash").GetString().ShouldBe(expected.ScenarioHash);
        bands.GetProperty("digest").GetString().ShouldBe(expected.Digest);
        (await market.PageAsync(location)).ShouldContain("Starter for GOLD");
        (await market.PageAsync("/scenario")).ShouldNotContain(location["/scenarios/".Length..]);
    }

    [Fact]
    public async Task A_pasted_table_and_a_file_of_the_same_text_make_the_same_scenario_as_its_rows()
    {
        (_, _, string? rows) = await PostAsync([.. s_token, .. Rows(("30", "60"))]);

        (_, _, string? pasted) = await PostAsync([
            .. s_token,
            ("from", "table"),
            ("Table", Table.ReplaceLineEndings("\r\n")),
        ]);
        (_, _, string? csv) = await PostAsync([.. s_token, ("from", "table")], ("mine.csv", Table));
        (_, _, string? workbook) = await PostAsync([.. s_token, ("from", "table")], ("mine.XLSX", Table));

        new[] { pasted, csv, workbook }.ShouldAllBe(location => location == rows);
    }

    [Fact]
    public async Task A_total_that_is_not_100_is_refused_with_what_is_missing_and_nothing_that_was_typed_is_lost()
    {
        (HttpStatusCode status, string page, _) = await PostAsync([.. s_token, .. Rows(("25.5", "60"))]);

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain("percent: adds up to 95.5 % and must be 100 %: 4.5 % are missing.");
        page.ShouldContain("value=\"25.5\" aria-label=\"% of supply, row 2\"");
        page.ShouldContain("value=\"Community rewards\"");
        page.ShouldContain("name=\"Supply\" value=\"500000000\"");
        page.ShouldContain("name=\"Start\" value=\"2026-02-01\"");
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once_with_its_row()
    {
        (HttpStatusCode status, string page, _) = await PostAsync([
            ("Symbol", "G: x"),
            ("Supply", "-1"),
            ("Start", "soon"),
            ("Price", "0.2"),
            .. Rows(("thirty", "60")),
        ]);

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain("Token: 'G: x' is not a symbol");
        page.ShouldContain("Supply: '-1' is not a number above 0");
        page.ShouldContain("Launch: 'soon' is not a day");
        page.ShouldContain("Row 2, percent: 'thirty' is not a percentage");
    }

    [Theory]
    [InlineData(
        "bucket,percent,tge,cliff_months,linear_months\nTeam,50,0,0,12\nTeam,50,0,0,12",
        "'Team' is there 2 times"
    )]
    [InlineData("bucket,percent\nTeam,100", "is missing in the header")]
    [InlineData("", "The table is empty.")]
    [InlineData(
        "bucket,percent,tge,cliff_months,linear_months\nTeam\u0001x: 1,100,0,0,12",
        "has a character that is none"
    )]
    public async Task A_pasted_table_that_cannot_be_read_stays_in_its_field(string table, string fault)
    {
        (HttpStatusCode status, string page, _) = await PostAsync([.. s_token, ("from", "table"), ("Table", table)]);

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain(fault);
        page.ReplaceLineEndings("\n").ShouldContain($">\n{table.ReplaceLineEndings("\n")}</textarea>");
    }

    [Fact]
    public async Task A_file_that_is_no_workbook_is_refused_and_a_read_one_goes_into_the_field()
    {
        (HttpStatusCode broken, string page, _) = await PostAsync(
            [.. s_token, ("from", "table"), ("Table", "mine")],
            ("mine.xlsx", "PK")
        );
        (_, string short100, _) = await PostAsync(
            [.. s_token, ("from", "table")],
            ("mine.xlsx", Table.Replace("Team,30", "Team,29"))
        );

        broken.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain("The file is not an XLSX file that can be read.");
        page.ShouldContain(">\nmine</textarea>");
        short100.ShouldContain("1 % are missing");
        short100.ShouldContain("Team,29,0,6,12");
    }

    [Fact]
    public async Task One_more_row_keeps_what_was_typed()
    {
        (HttpStatusCode status, string page, _) = await market.PostAsync(
            "/scenario/new",
            "/scenario/new?handler=Row",
            [.. s_token, .. Rows(("1", "2"))]
        );

        status.ShouldBe(HttpStatusCode.OK);
        page.ShouldContain("aria-label=\"Bucket, row 5\"");
        page.ShouldNotContain("aria-label=\"Bucket, row 6\"");
        page.ShouldContain("value=\"2\" aria-label=\"% of supply, row 1\"");
    }

    [Fact]
    public async Task A_form_without_the_pages_token_is_refused()
    {
        using FormUrlEncodedContent form = new([
            new("Symbol", "GOLD"),
            new("from", "table"),
            new("Table", Table),
            new("Supply", "1"),
            new("Price", "1"),
        ]);

        using HttpResponseMessage reply = await market.Client.PostAsync("/scenario/new", form);

        reply.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/scenarios/own-0000000000000000")]
    [InlineData("/scenarios/own-..%2f..%2fx")]
    public async Task A_scenario_that_nobody_made_is_not_found(string path)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(path);

        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<(HttpStatusCode Status, string Page, string? Location)> PostAsync(
        IEnumerable<(string, string)> fields,
        (string, string)? file = null
    ) => market.PostAsync("/scenario/new", "/scenario/new", fields, file);

    // Rewards, team, an empty row and liquidity, with the shares of the first two left open.
    private static IEnumerable<(string, string)> Rows((string Team, string Rewards) percent)
    {
        string[][] rows =
        [
            ["Community rewards", percent.Rewards, "5", "0", "12"],
            ["Team", percent.Team, "0", "6", "12"],
            ["", "", "", "", ""],
            ["Liquidity", "10", "100", "0", "0"],
        ];
        string[] names = ["Bucket", "Percent", "Tge", "Cliff", "Linear"];
        return rows.SelectMany(row => names.Zip(row));
    }
}
