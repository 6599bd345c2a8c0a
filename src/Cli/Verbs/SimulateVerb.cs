using System.CommandLine;
using Souk.Cli.Screens;
using Souk.Cli.Stages;
using Souk.Research.Forecasts;
using Souk.Simulation.Experiments;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk simulate SCENARIO`: an ensemble that starts from the market as the warehouse has it.</summary>
internal static class SimulateVerb
{
    private const int RunsDefault = 100;

    public static Command Create()
    {
        Argument<string> scenario = new("SCENARIO")
        {
            Description = "A scenario file, or the name of one that ships: baseline, burn-30, cliff-later.",
        };
        Option<string> database = SharedOptions.Database();
        Option<int> runs = new("--runs")
        {
            Description = "How many runs.",
            HelpName = "N",
            DefaultValueFactory = _ => RunsDefault,
        };
        Option<uint> seed = SharedOptions.Seed();
        Option<int> threads = new("--threads")
        {
            Description = "0 takes one per core. Never changes the result.",
            HelpName = "N",
        };
        Option<string[]> set = new("--set")
        {
            Description = "Change a parameter, for example --set fees.burn_share=0.3. May be repeated.",
            HelpName = "path=value",
        };
        Option<bool> json = SharedOptions.Json();
        Command simulate = new(
            "simulate",
            "Simulate where a market's token is going, from where the warehouse says it stands.\n\n"
                + "Examples:\n"
                + "  souk simulate baseline --db demo.duckdb\n"
                + "  souk simulate baseline --db demo.duckdb --set fees.burn_share=0.3 --runs 1000 --json"
        )
        {
            scenario,
            database,
            runs,
            seed,
            threads,
            set,
            json,
            ProgressScreen.Option,
        };
        simulate.SetAction(
            (parsed, cancellation) =>
                ExecuteAsync(
                    new Request(
                        parsed.GetRequiredValue(scenario),
                        parsed.GetRequiredValue(database),
                        parsed.GetValue(runs),
                        parsed.GetValue(seed),
                        parsed.GetValue(threads),
                        [.. (parsed.GetValue(set) ?? []).Select(ParseChange)],
                        parsed.GetValue(json)
                    ),
                    ProgressScreen.From(parsed),
                    cancellation
                )
        );
        return simulate;
    }

    private static async Task<int> ExecuteAsync(Request request, ProgressScreen screen, CancellationToken cancellation)
    {
        if (request.Runs is < 1 or > Ensemble.RunsMax)
        {
            throw new InvalidInputException($"--runs {request.Runs} is not between 1 and {Ensemble.RunsMax}.");
        }

        if (request.Threads < 0)
        {
            throw new InvalidInputException($"--threads {request.Threads} is below 0. Leave it out for one per core.");
        }

        string path = Repository.FindFile(request.Scenario, "scenarios");
        using WarehouseFile warehouse = SharedOptions.OpenExisting(request.Database);
        EnsembleResult result = await SimulateStage.RunAsync(
            ScenarioSource.Read(warehouse.Connection, path, request.Changes),
            request.Seed,
            request.Runs,
            request.Threads,
            screen,
            cancellation
        );
        ForecastStore.Save(warehouse.Connection, result);
        Console.WriteLine(request.IsJson ? JsonOutput.Of(SimulationReport.Of(result)) : SimulationReport.Text(result));
        return ExitCode.Success;
    }

    private static (string Path, string Value) ParseChange(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } path, { Length: > 0 } value]
            ? (path, value)
            : throw new InvalidInputException($"--set '{text}' is not path=value, such as fees.burn_share=0.3.");

    private sealed record Request(
        string Scenario,
        string Database,
        int Runs,
        uint Seed,
        int Threads,
        (string Path, string Value)[] Changes,
        bool IsJson
    );
}
