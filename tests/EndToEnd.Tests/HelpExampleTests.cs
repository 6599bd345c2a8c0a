namespace Souk.EndToEnd.Tests;

/// <summary>The worked examples of the verbs that experiment, run as their help shows them.</summary>
public sealed class HelpExampleTests : IDisposable
{
    private const string Scenario = """
        title: Unlocks of a small team
        start: 2025-01-01
        horizon: 30 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC }
          early: { kind: people.insiders, count: 10, pool: pool, sell_hazard: 0.05 }
          vest: { kind: vesting.linear, total: 3M TKN, to: early, duration: 30 days }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-examples-").FullName;

    public HelpExampleTests()
    {
        File.WriteAllText(At("mine.yaml"), Scenario);
        // By day 15 and 25, of 1.6 M and 2.6 M that vested.
        File.WriteAllText(
            At("observed.csv"),
            "date,metric,value\n2025-01-16,early.sold,400000\n2025-01-26,early.sold,1100000\n"
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The words behind the example only make it shorter.
    [Theory]
    [InlineData("ensemble run", "mine.yaml --runs 1000 --out runs", "--days 10", "1,000 runs")]
    [InlineData("sensitivity", "seed.sell_share=5%..60%", "--days 40 --runs 1", "matters most for price")]
    [InlineData("calibrate", "--evaluations 400 --json", "--runs 1", "\"path\": \"early.sell_hazard\"")]
    [InlineData("calibrate", "--method abc-smc --evaluations", "", "200 particles (worth ")]
    [InlineData("calibrate", "--shards 4 --work shards", "--evaluations 400", "200 particles (worth ")]
    [InlineData("optimise", "--evaluations 100", "--days 20 --runs 1", "team.sell_share")]
    [InlineData("responses", "--payer data.posts", "", "clean events on")]
    public async Task A_worked_example_of_the_help_runs(string verb, string holds, string shorter, string shows)
    {
        string[] words = await HelpExample.WordsAsync(verb, holds);
        string[] arguments =
        [
            .. words.Select(word => word is "mine.yaml" or "observed.csv" or "runs" or "shards" ? At(word) : word),
            .. shorter.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ];

        (int code, string output, string errors) = await SoukProcess.RunAsync(arguments);

        code.ShouldBeOneOf([0, 5], errors);
        output.ShouldContain(shows);
    }

    [Fact]
    public async Task A_posterior_says_how_wide_it_is_before_any_value()
    {
        string[] fit = ["calibrate", At("mine.yaml"), "--target", At("observed.csv"), "--method", "abc-smc"];
        string[] vary = ["--vary", "early.sell_hazard=0.01..0.2"];

        (_, string output, _) = await SoukProcess.RunAsync([.. fit, .. vary, "--evaluations", "400"]);

        output
            .IndexOf("IDENTIFIED", StringComparison.OrdinalIgnoreCase)
            .ShouldBeInRange(0, output.IndexOf("95 %: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Say what is looked at", "")]
    [InlineData("--scenario needs --people", "--scenario masa-like")]
    [InlineData("'nobody' has no accounts", "--scenario masa-like --people nobody --payer outside")]
    [InlineData("tell presence alone", "--scenario masa-like --outcome purchases")]
    [InlineData("--event 'sale' happens to no market as a whole", "--scenario baseline --outcome entry --event sale")]
    [InlineData("is no question", "--scenario baseline --outcome price --event price")]
    [InlineData("--outcome 'joy' is none of", "--scenario baseline --outcome joy")]
    public async Task Responses_that_cannot_be_looked_for_are_refused_with_the_way_out(string message, string arguments)
    {
        (int code, _, string errors) = await SoukProcess.RunAsync([
            "responses",
            .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ]);

        code.ShouldBe(3);
        errors.ShouldContain(message);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
