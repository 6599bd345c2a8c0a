using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using Souk.Cli.Verbs;

namespace Souk.Cli.Tests.Verbs;

/// <summary>The first example in the help of each verb of experiments runs as it stands there, over fewer days and runs.</summary>
[Collection(ConsoleTests.Name)]
public sealed class WorkedExampleTests : IDisposable
{
    private const string Mine = """
        title: Mine
        start: 2025-01-01
        horizon: 80 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          pool: { kind: pool.constant_product, token_reserve: 10M TKN, money_reserve: 500k USDC }
          traders: { kind: people.traders, pool: pool, balance: 30M TKN, flow_sigma: 0.02 }
          team: { kind: people.insiders, count: 20, pool: pool, balance: 10k TKN, sell_hazard: 5 %, sell_share: 20 % }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-example-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("ensemble run", "--days 5", "1,000 runs")]
    [InlineData("sensitivity", "--days 30 --runs 2", "matters most for price")]
    [InlineData("calibrate", "--runs 2 --evaluations 12", "What the targets tell")]
    [InlineData("backtest", "--runs 2 --evaluations 12 --futures 20", "of 1 within the 90 % band")]
    [InlineData("optimise", "--days 30 --runs 2", "keeps to all constraints, with fresh luck, too")]
    public async Task The_first_example_of_a_verbs_help_runs(string verb, string less, string says)
    {
        File.WriteAllText(In("mine.yaml"), Mine);
        File.WriteAllText(In("observed.csv"), Observed());
        RootCommand root = new()
        {
            EnsembleVerb.Create(),
            SensitivityVerb.Create(),
            CalibrateVerb.Create(),
            BacktestVerb.Create(),
            OptimiseVerb.Create(),
        };
        string example = ExampleOf(root, verb);
        string[] words =
        [
            .. CommandLineParser
                .SplitCommandLine(example["souk ".Length..])
                .Select(word => word is "mine.yaml" or "observed.csv" or "runs" ? In(word) : word),
        ];

        (int code, string output) = await RunAsync(root, [.. words, .. less.Split(' ')]);

        example.ShouldStartWith($"souk {verb} ");
        code.ShouldBeOneOf([ExitCode.Success, ExitCode.VerificationFailed], $"{example}\n{output}");
        output.ShouldContain(says);
    }

    // Lines that go on are set in further than the first one.
    private static string ExampleOf(RootCommand root, string verb)
    {
        Command command = verb.Split(' ')
            .Aggregate((Command)root, (at, name) => at.Subcommands.Single(one => one.Name == name));
        string[] lines = [.. command.Description!.Split("Examples:\n")[1].Split('\n')];
        int count = 1 + lines.Skip(1).TakeWhile(line => line.StartsWith("   ", StringComparison.Ordinal)).Count();
        return string.Join(' ', lines.Take(count).Select(line => line.TrimEnd('\\').Trim()));
    }

    private static string Observed()
    {
        StringBuilder text = new("date,metric,value\n");
        for (int day = 0; day < 75; day++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{new DateOnly(2025, 1, 1).AddDays(day):yyyy-MM-dd},price,{0.05 - (0.0001 * day) + (0.0005 * (day % 3))}\n"
            );
        }

        return text.ToString();
    }

    private string In(string name) => Path.Combine(_folder, name);

    private static async Task<(int Code, string Output)> RunAsync(RootCommand root, string[] args)
    {
        (TextWriter output, TextWriter errors) = (Console.Out, Console.Error);
        using StringWriter all = new();
        Console.SetOut(all);
        Console.SetError(all);
        try
        {
            return (await CommandRunner.RunAsync(root, args), all.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}
