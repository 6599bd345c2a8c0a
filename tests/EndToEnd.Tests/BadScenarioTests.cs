namespace Souk.EndToEnd.Tests;

/// <summary>What cannot run is refused before the first step, with the place in the file and the documented exit code.</summary>
public sealed class BadScenarioTests : IDisposable
{
    private const string Good = """
        start: 2025-01-01
        horizon: 30 days
        tokens:
          TKN: { decimals: 18, supply_max: 1000 TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 10 TKN, money_reserve: 20 USDC }
          team: { kind: account, balance: 100 TKN }
          vest: { kind: vesting.linear, share: 50 %, token: TKN, to: team, duration: 12 months }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-bad-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a supply that does not fit the scale", "1000 TKN }", "1e20 TKN }", "(4,36) tokens.TKN.supply_max")]
    [InlineData("allocations above 100 %", "share: 50 %", "share: 95 %", "of supply_max 1,000")]
    [InlineData("a share above the whole", "share: 50 %", "share: 120 %", "(9,40) vest.share: 1.2 is above 1")]
    [InlineData("a cliff after the end", "duration: 12 months", "cliff: 13 months, duration: 12 months", "vest.cliff")]
    [InlineData("a negative parameter", "share: 50 %", "share: -5 %", "vest.share: -0.05 is below 0")]
    [InlineData("NaN", "share: 50 %", "share: NaN", "vest.share: 'NaN' does not fit; write for example 0.3 or 30 %")]
    [InlineData("a unit mismatch", "100 TKN }", "100 USD }", "'USD' is not a token; did you mean 'USDC'?")]
    [InlineData("a duration without a unit", "duration: 12 months", "duration: 12", "write for example 6 months")]
    [InlineData("a mistyped kind", "vesting.linear", "vesting.liner", "did you mean 'vesting.linear'?")]
    [InlineData("a mistyped parameter", "share:", "shar:", "did you mean 'share'?")]
    [InlineData(
        "a mistyped part",
        "to: team",
        "to: taem",
        "(9,62) vest.to: 'taem' is not a part; did you mean 'team'?"
    )]
    [InlineData(
        "a mistyped field",
        "horizon:",
        "horizn:",
        "(2,1) horizn: is not a field of a scenario; did you mean 'horizon'?"
    )]
    [InlineData("what is not YAML", "parts:", "parts: [", "is not YAML")]
    [InlineData("a horizon of nothing", "30 days", "0 days", "(2,10) horizon: 0 days are not between 1 and 36525")]
    [InlineData(
        "reading what nobody writes",
        "  team:",
        "  fees: { kind: fees.route, pool: pool, rest: burn }\n  team:",
        "(8,3) fees: nobody pays into it"
    )]
    public async Task A_wrong_file_is_refused_at_its_place(string what, string right, string wrong, string message)
    {
        Good.ShouldContain(right, Case.Sensitive, what);
        string path = Write("bad.yaml", Good.Replace(right, wrong, StringComparison.Ordinal));

        (int lintCode, string found, _) = await SoukProcess.RunAsync("scenario", "lint", path);
        (int runCode, string output, string errors) = await SoukProcess.RunAsync("simulate", path);

        lintCode.ShouldBe(3, found);
        found.ShouldContain(message, Case.Sensitive, what);
        found.ShouldContain(path);
        runCode.ShouldBe(3, what);
        errors.ShouldContain(message, Case.Sensitive);
        output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Overlays_in_a_circle_are_refused()
    {
        string first = Write("first.yaml", "base: second.yaml\n");
        Write("second.yaml", "base: first.yaml\n");

        (int exitCode, string found, _) = await SoukProcess.RunAsync("scenario", "lint", first);

        exitCode.ShouldBe(3);
        found.ShouldContain("files lie over each other in a circle");
    }

    [Theory]
    [InlineData("--set vest.shar=3", "did you mean 'vest.share'?", 3)]
    [InlineData("--set vest.share=200%", "vest.share: 2 is above 1", 3)]
    [InlineData("--set vest.share", "is not path=value", 3)]
    [InlineData("--runs 0", "--runs 0 is not between 1 and 100000", 3)]
    [InlineData("--runs 100000 --days 36525", "take fewer runs or days", 3)]
    [InlineData("--days 0", "--days 0 is not between 1 and 36525", 3)]
    [InlineData("--threads -1", "--threads -1 is below 0", 3)]
    [InlineData("--seed -1", "-1", 2)]
    [InlineData("--out /nowhere/at/all.duckdb", "does not exist. Create it first", 1)]
    [InlineData("--colour", "--colour", 2)]
    public async Task A_wrong_option_is_named(string options, string message, int code)
    {
        string path = Write("good.yaml", Good);

        (int exitCode, _, string errors) = await SoukProcess.RunAsync(["simulate", path, .. options.Split(' ')]);

        exitCode.ShouldBe(code, errors);
        errors.ShouldContain(message, Case.Sensitive);
    }

    [Fact]
    public async Task Scenarios_of_the_other_sort_are_told_what_they_need()
    {
        (int exitCode, _, string errors) = await SoukProcess.RunAsync("simulate", "baseline");

        exitCode.ShouldBe(3);
        errors.ShouldContain("--db FILE");
    }

    [Fact]
    public async Task Lint_reports_every_error_of_every_file()
    {
        string good = Write("good.yaml", Good);
        string bad = Write(
            "bad.yaml",
            Good.Replace("share: 50 %", "share: x", StringComparison.Ordinal)
                .Replace("100 TKN }", "100 X }", StringComparison.Ordinal)
        );

        (int exitCode, string found, _) = await SoukProcess.RunAsync("scenario", "lint", good, bad, "nothing.yaml");

        exitCode.ShouldBe(3);
        string[] lines = found.Trim().Split('\n');
        lines[0].ShouldContain("good.yaml: ok, 3 parts");
        lines.Count(line => line.Contains("bad.yaml(")).ShouldBe(2);
        lines[^1].ShouldContain("There is no file nothing.yaml");
    }

    [Fact]
    public async Task An_allocation_that_is_not_the_whole_writes_no_file()
    {
        string csv = Write(
            "table.csv",
            "bucket,percent,tge,cliff_months,linear_months\nTeam,60,0,12,36\nSale,39,100,0,0\n"
        );
        string output = Path.Combine(_folder, "new.yaml");

        (int exitCode, _, string errors) = await SoukProcess.RunAsync(
            "scenario",
            "new",
            "--allocation",
            csv,
            "--out",
            output
        );

        exitCode.ShouldBe(3);
        errors.ShouldContain("adds up to 99 % and must be 100 %: 1 % are missing");
        File.Exists(output).ShouldBeFalse();
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
