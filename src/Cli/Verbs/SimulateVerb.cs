using System.CommandLine;
using Souk.Cli.Screens;
using Souk.Cli.Stages;
using Souk.Research.Forecasts;
using Souk.Simulation.Experiments;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk simulate SCENARIO…`: a scenario alone, two compared, or one that starts from a warehouse.</summary>
internal static class SimulateVerb
{
    private const int RunsFromWarehouse = 100;
    private const string Sample = "sample";
    private const string Full = "full";

    private const string Description =
        "Simulate where a token is going.\n\n"
        + "A scenario that stands alone (docs/SCENARIO-FORMAT.md) is run once, or --runs times with the bands P5, P25, P50,\n"
        + "P75, P95 of every metric. Two scenarios are compared run by run under common random numbers. With --db, a\n"
        + "scenario that names a market starts from where the warehouse says it stands.\n\n"
        + "Ctrl-C keeps the runs that are finished, and of a single run the days that are done (exit code 130). Same\n"
        + "scenario, seed and runs: same digest, on any number of threads, with or without --out.\n\n"
        + "Examples:\n"
        + "  souk simulate mine.yaml\n"
        + "  souk simulate mine.yaml --runs 200 --seed 7 --out bands.duckdb\n"
        + "  souk simulate mine.yaml --set fees.burn_share=50% --days 365 --json\n"
        + "  souk simulate mine.yaml burn-more.yaml --runs 100\n"
        + "  souk simulate presets/sahara --scale full --threads 2\n"
        + "  souk simulate baseline --db demo.duckdb --runs 1000";

    public static Command Create()
    {
        Argument<string[]> scenarios = Scenarios();
        Option<string?> database = new("--db")
        {
            Description = "A warehouse from which a scenario that names a market takes its start.",
            HelpName = "FILE",
        };
        Option<int?> runs = Runs();
        Option<uint> seed = SharedOptions.Seed();
        Option<int> threads = new("--threads")
        {
            Description = "0 takes one per core. Never changes the result.",
            HelpName = "N",
        };
        Option<int?> days = new("--days") { Description = "Another horizon than the file's.", HelpName = "D" };
        Option<string[]> set = SharedOptions.Set();
        Option<string> scale = Scale();
        Option<string?> output = Output();
        Option<bool> json = SharedOptions.Json();
        Command simulate = new("simulate", Description)
        {
            scenarios,
            database,
            runs,
            seed,
            threads,
            days,
            set,
            scale,
            output,
            json,
            ProgressScreen.Option,
        };
        simulate.SetAction(
            (parsed, cancellation) =>
                ExecuteAsync(
                    new SimulateRequest(
                        parsed.GetRequiredValue(scenarios),
                        parsed.GetValue(database),
                        parsed.GetValue(runs) ?? (parsed.GetValue(database) is null ? 1 : RunsFromWarehouse),
                        parsed.GetValue(seed),
                        parsed.GetValue(threads),
                        parsed.GetValue(days),
                        SharedOptions.ParseChanges(parsed.GetValue(set)),
                        parsed.GetValue(scale) == Full,
                        parsed.GetValue(output),
                        parsed.GetValue(json)
                    ),
                    ProgressScreen.From(parsed),
                    cancellation
                )
        );
        return simulate;
    }

    private static Argument<string[]> Scenarios() =>
        SharedOptions.WithoutOptions(
            new Argument<string[]>("SCENARIO")
            {
                Description = "One scenario file, or two to compare; or names of those that ship.",
                Arity = new ArgumentArity(1, 2),
            }
        );

    private static Option<string> Scale() =>
        new Option<string>("--scale")
        {
            Description =
                "sample runs populations as the scenario has them, whose agents may stand for many (its weights); full gives "
                + "them their true size.",
            DefaultValueFactory = _ => Sample,
        }.AcceptOnlyFromAmong(Sample, Full);

    private static Option<int?> Runs() =>
        new("--runs") { Description = "How many runs. Default: 1, and 100 with --db.", HelpName = "N" };

    private static Option<string?> Output() =>
        new("--out")
        {
            Description =
                "Keep series, bands, cohorts, distributions and digests: FILE.duckdb, a folder of Parquet files, or "
                + "FILE.parquet for the series alone.",
            HelpName = "DIR|FILE",
        };

    private static Task<int> ExecuteAsync(
        SimulateRequest request,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        request.Check();
        return request.Database is null
            ? BlueprintRun.ExecuteAsync(request, screen, cancellation)
            : ForecastAsync(request, request.Database, screen, cancellation);
    }

    private static async Task<int> ForecastAsync(
        SimulateRequest request,
        string database,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        string path = Repository.FindFile(request.Scenarios[0], "scenarios");
        using WarehouseFile warehouse = SharedOptions.OpenExisting(database);
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
}
