using System.CommandLine;
using System.Globalization;
using Souk.Cli.Screens;
using Souk.Cli.Sheets;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Starters;

namespace Souk.Cli.Verbs;

/// <summary>`souk scenario new`: a commented scenario to begin with, from an allocation table.</summary>
internal static class ScenarioNewVerb
{
    private const string TokenDefault = "TKN";
    private const string SupplyDefault = "1000000000";
    private const string StartDefault = "2026-01-01";
    private const string PriceDefault = "0.05";
    private const int Decimals = 18;

    public static Command Create()
    {
        Option<string?> allocation = new("--allocation")
        {
            Description =
                "A CSV or XLSX file: bucket,percent,tge,cliff_months,linear_months and perhaps price,wallet. Without it a sample table is used.",
            HelpName = "FILE",
        };
        Option<string> token = Text("--token", "Symbol of the token.", "SYMBOL", TokenDefault);
        Option<string> supply = Text("--supply", "Whole tokens in all.", "N", SupplyDefault);
        Option<string> start = Text("--start", "Launch and day 0.", "DATE", StartDefault);
        Option<string> price = Text("--price", "USD per token in the pool before the first day.", "USD", PriceDefault);
        Option<string?> output = new("--out")
        {
            Description = "Write it to this file, which must not exist yet. Default: print it.",
            HelpName = "FILE",
        };
        Option<string?> tables = new("--tables")
        {
            Description =
                "Write release.xlsx, vesting-wallets.csv (OpenZeppelin) and sablier.csv into this folder, which must not hold them yet.",
            HelpName = "DIR",
        };
        Option<bool> json = SharedOptions.Json();
        Command create = new(
            "new",
            "Write a scenario to begin with: your allocation table, and people with stated assumptions around it.\n\n"
                + "The percentages must add up to 100. `tge` is the percentage of a bucket that is free at the launch.\n\n"
                + "Examples:\n"
                + "  souk scenario new --out mine.yaml\n"
                + "  souk scenario new --allocation table.csv --token MASA --supply 1200000000 --out masa.yaml\n"
                + "  souk scenario new --allocation table.xlsx --out mine.yaml --tables tables"
        )
        {
            allocation,
            token,
            supply,
            start,
            price,
            output,
            tables,
            json,
        };
        create.SetAction(parsed =>
            Execute(
                parsed.GetValue(allocation),
                parsed.GetRequiredValue(token),
                Number("--supply", parsed.GetRequiredValue(supply)),
                Date(parsed.GetRequiredValue(start)),
                Number("--price", parsed.GetRequiredValue(price)),
                parsed.GetValue(output),
                parsed.GetValue(tables),
                parsed.GetValue(json)
            )
        );
        return create;
    }

    private static void Execute(
        string? allocation,
        string token,
        decimal supply,
        DateOnly start,
        decimal price,
        string? output,
        string? tables,
        bool isJson
    )
    {
        if (output is not null && File.Exists(output))
        {
            throw new InvalidInputException(
                $"{output} exists already and stays as it is. Name another file with --out."
            );
        }

        string csv =
            allocation is null ? StarterScenario.SampleCsv
            : AllocationBook.IsXlsx(allocation) ? AllocationBook.ReadAsCsv(allocation)
            : File.ReadAllText(allocation);
        IReadOnlyList<AllocationBucket> buckets = AllocationCsv.Read(allocation ?? "sample", csv);
        string text = StarterScenario.Write(buckets, token, supply, start, price);
        string name = output ?? "starter";
        Blueprint blueprint = Catalogue.Read(name, asked => asked == name ? text : null);
        BlueprintModel.Build(blueprint);
        if (tables is not null)
        {
            WriteTables(tables, buckets, supply, start);
        }

        if (output is not null)
        {
            File.WriteAllText(output, text);
        }

        Console.WriteLine(
            isJson
                ? JsonOutput.Of(
                    new
                    {
                        File = output,
                        blueprint.Hash,
                        Buckets = buckets,
                        Text = output is null ? text : null,
                    }
                )
            : output is null ? text.TrimEnd()
            : $"{output}: {blueprint.Parts.Count} parts, {buckets.Count} buckets. Next: souk simulate {output} --runs 20"
        );
    }

    // Tokens of a starter have 18 decimals.
    private static void WriteTables(
        string folder,
        IReadOnlyList<AllocationBucket> buckets,
        decimal supply,
        DateOnly start
    )
    {
        string[] files =
        [
            .. new[] { "release.xlsx", "vesting-wallets.csv", "sablier.csv" }.Select(name =>
                Path.Combine(folder, name)
            ),
        ];
        if (Array.Find(files, File.Exists) is { } existing)
        {
            throw new InvalidInputException($"{existing} exists already and stays as it is. Name another folder.");
        }

        Directory.CreateDirectory(folder);
        AllocationBook.WriteReleases(files[0], ReleaseTable.Of(buckets, supply, Decimals, start), Decimals);
        File.WriteAllText(files[1], VestingContracts.WalletsCsv(buckets, supply, Decimals, start));
        File.WriteAllText(files[2], VestingContracts.StreamsCsv(buckets, supply, Decimals, start));
    }

    private static Option<string> Text(string name, string description, string help, string value) =>
        new(name)
        {
            Description = description,
            HelpName = help,
            DefaultValueFactory = _ => value,
        };

    private static decimal Number(string option, string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
        && number > 0
            ? number
            : throw new InvalidInputException($"{option} '{text}' is not a number above 0, such as 1000000.");

    private static DateOnly Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw new InvalidInputException($"--start '{text}' is not a date. Write it as 2026-01-31.");
}
