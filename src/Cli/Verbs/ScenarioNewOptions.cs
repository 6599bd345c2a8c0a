using System.CommandLine;
using Souk.Simulation.Starters;

namespace Souk.Cli.Verbs;

/// <summary>What can be said to `souk scenario new`.</summary>
internal sealed class ScenarioNewOptions
{
    private const string TokenDefault = "TKN";
    private const string SupplyDefault = "1000000000";
    private const string StartDefault = "2026-01-01";
    private const string PriceDefault = "0.05";

    public Option<string?> Allocation { get; } =
        new("--allocation")
        {
            Description =
                "A CSV or XLSX file: bucket,percent,tge,cliff_months,linear_months and perhaps price,wallet, and lines such as "
                + "contributors:,5000. Without it a sample table is used.",
            HelpName = "FILE",
        };

    public Option<string> Token { get; } = Text("--token", "Symbol of the token.", "SYMBOL", TokenDefault);

    public Option<string> Supply { get; } = Text("--supply", "Whole tokens in all.", "N", SupplyDefault);

    public Option<string> Start { get; } = Text("--start", "Launch and day 0.", "DATE", StartDefault);

    public Option<string> Price { get; } =
        Text("--price", "USD per token in the pool before the first day.", "USD", PriceDefault);

    public Option<string?> Output { get; } =
        new("--out")
        {
            Description = "Write it to this file, which must not exist yet. Default: print it.",
            HelpName = "FILE",
        };

    public Option<string?> Tables { get; } =
        new("--tables")
        {
            Description =
                "Write release.xlsx, vesting-wallets.csv (OpenZeppelin) and sablier.csv into this folder, which must not hold them yet.",
            HelpName = "DIR",
        };

    /// <summary>In the order of <see cref="StarterChoices.All" />.</summary>
    public Option<string?>[] People { get; } = [.. StarterChoices.All.Select(OptionOf)];

    public Option<bool> Asks { get; } =
        new("--ask") { Description = "Ask for whatever no option says, one question after another." };

    public Option<bool> Json { get; } = SharedOptions.Json();

    public void AddTo(Command command)
    {
        foreach (
            Option option in (Option[])[Allocation, Token, Supply, Start, Price, .. People, Asks, Output, Tables, Json]
        )
        {
            command.Add(option);
        }
    }

    private static Option<string?> OptionOf(StarterChoice choice) =>
        new($"--{choice.Name}")
        {
            Description = $"{choice.Question} {char.ToUpperInvariant(choice.Limits[0])}{choice.Limits[1..]}.",
            HelpName = "N",
        };

    private static Option<string> Text(string name, string description, string help, string value) =>
        new(name)
        {
            Description = description,
            HelpName = help,
            DefaultValueFactory = _ => value,
        };
}
