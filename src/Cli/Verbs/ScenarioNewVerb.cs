using System.CommandLine;
using System.CommandLine.Parsing;
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
    private const string AboveZero = "a number above 0";
    private const int Decimals = 18;

    public static Command Create()
    {
        ScenarioNewOptions options = new();
        Command create = new(
            "new",
            "Write a scenario to begin with: your allocation table, and people with stated assumptions around it.\n\n"
                + "The percentages must add up to 100. `tge` is the percentage of a bucket that is free at the launch. Holders of\n"
                + "a bucket with a `price` sell by what they paid. On a terminal, without options, it asks.\n\n"
                + "Examples:\n"
                + "  souk scenario new --out mine.yaml\n"
                + "  souk scenario new --ask --out mine.yaml\n"
                + "  souk scenario new --contributors 5000 --buyers 300 --wage 3 --fee 8 --burn 50 --out mine.yaml\n"
                + "  souk scenario new --allocation table.csv --token MASA --supply 1200000000 --out masa.yaml\n"
                + "  souk scenario new --allocation table.xlsx --out mine.yaml --tables tables"
        );
        options.AddTo(create);
        create.SetAction(parsed => Execute(parsed, options));
        return create;
    }

    private static void Execute(ParseResult parsed, ScenarioNewOptions options)
    {
        bool isSilent = parsed.CommandResult.Children.OfType<OptionResult>().All(option => option.Implicit);
        bool isAsking = parsed.GetValue(options.Asks) || (IsTerminal && isSilent);
        StarterQuestions? questions = isAsking ? new(Console.In, Console.Error) : null;
        string Said(Option<string> option, string question, Func<string, string?> read, string limits) =>
            SaidOr(parsed, option, questions, question, read, limits);

        string? file = parsed.GetValue(options.Allocation) ?? FileOf(questions);
        Execute(
            file,
            Said(options.Token, "Symbol of the token?", text => text, "a symbol"),
            Number("--supply", Said(options.Supply, "How many tokens in all?", AsNumber, AboveZero)),
            Date(Said(options.Start, "On which day does it launch?", AsDate, "a date such as 2026-01-31")),
            Number("--price", Said(options.Price, "USD per token at the start?", AsNumber, AboveZero)),
            others => Choices(parsed, options.People, questions, others),
            parsed.GetValue(options.Output),
            parsed.GetValue(options.Tables),
            parsed.GetValue(options.Json)
        );
    }

    private static bool IsTerminal => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    // What an option says holds; else what is answered, with its default for an empty answer.
    private static string SaidOr(
        ParseResult parsed,
        Option<string> option,
        StarterQuestions? questions,
        string question,
        Func<string, string?> read,
        string limits
    )
    {
        string said = parsed.GetRequiredValue(option);
        return questions is null || parsed.GetResult(option) is { Implicit: false }
            ? said
            : questions.Ask(question, said, answer => (read(answer), limits));
    }

    private static string? FileOf(StarterQuestions? questions)
    {
        string? file = questions?.Ask(
            "Which CSV or XLSX file has the allocation table?",
            "a sample",
            answer => (answer == "a sample" || File.Exists(answer) ? answer : null, "a file that is there")
        );
        return file == "a sample" ? null : file;
    }

    // Options come first, then answers, then lines of the table.
    private static StarterChoices Choices(
        ParseResult parsed,
        Option<string?>[] options,
        StarterQuestions? questions,
        StarterChoices others
    )
    {
        foreach ((StarterChoice choice, Option<string?> option) in StarterChoices.All.Zip(options))
        {
            string usual = choice.Of(others).ToString(CultureInfo.InvariantCulture);
            others = parsed.GetValue(option) is { } said
                ? others.With(choice, said)
                    ?? throw new InvalidInputException($"--{choice.Name} '{said}' is not {choice.Limits}.")
                : questions?.Ask(choice.Question, usual, answer => (others.With(choice, answer), choice.Limits))
                    ?? others;
        }

        return others;
    }

    private static void Execute(
        string? allocation,
        string token,
        decimal supply,
        DateOnly start,
        decimal price,
        Func<StarterChoices, StarterChoices> choose,
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
        StarterChoices choices = choose(AllocationCsv.ReadChoices(allocation ?? "sample", csv, new StarterChoices()));
        string text = StarterScenario.Write(buckets, token, supply, start, price, choices);
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

    private static string? AsNumber(string text) => TryNumber(text, out _) ? text : null;

    private static string? AsDate(string text) => TryDate(text, out _) ? text : null;

    private static decimal Number(string option, string text) =>
        TryNumber(text, out decimal number)
            ? number
            : throw new InvalidInputException($"{option} '{text}' is not a number above 0, such as 1000000.");

    private static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && number > 0;

    private static DateOnly Date(string text) =>
        TryDate(text, out DateOnly date)
            ? date
            : throw new InvalidInputException($"--start '{text}' is not a date. Write it as 2026-01-31.");

    private static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
