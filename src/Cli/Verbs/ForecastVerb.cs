using System.CommandLine;
using System.Globalization;
using Souk.Cli.Ensembles;
using Souk.Cli.Screens;
using Souk.Research.Calibrations;
using Souk.Research.Forecasts;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Verbs;

/// <summary>`souk forecast …`: says something of the future that cannot be changed later, and scores it once it is known.</summary>
internal static class ForecastVerb
{
    private const string Description =
        "Publish what a scenario says of the days ahead, and score it once they are known.\n\n"
        + "A published forecast is a file with its hash; what is in it stays. Bands say what holds in 90 of 100 simulated futures\n"
        + "under the assumptions that the file names. souk serve shows them on /forecasts with what came of them.\n\n"
        + "Examples:\n"
        + "  souk forecast publish mine.yaml --name june --targets observed.csv --series price=masa/price --ahead 7,14\n"
        + "    --vary \"traders.flow_sigma=0.002..0.08\" --out forecasts/june.json\n"
        + "  souk forecast list forecasts/june.json\n"
        + "  souk forecast score --db masa.duckdb forecasts/june.json";

    private const string PublishDescription =
        "Fit a scenario to all of FILE and write what it says of days after the last one.\n\n"
        + "--series names what each metric forecasts: a series as it will be imported (souk import --table series), or the pool's\n"
        + "price on chain (SYSTEM/price). A file that exists is never overwritten. --keep binds the fitted\n"
        + "point and not the futures; --shards play the points of the fit, and the futures are played here.\n\n"
        + "Example:\n"
        + "  souk forecast publish mine.yaml --name june --targets observed.csv --series price=masa/price --ahead 7,14\n"
        + "    --vary \"traders.flow_sigma=0.002..0.08\" --assume \"The pool is all of the market.\" --out forecasts/june.json";

    private const string ScoreDescription =
        "Take forecasts into a warehouse and score every band whose day is known there. Without files: those that ship, and\n"
        + "those that the warehouse has. A forecast that was changed is refused by its name. souk index does the same after a\n"
        + "sync, on each new day that it follows, from files and segments, and souk import after a series.\n\n"
        + "Example:\n  souk forecast score --db masa.duckdb forecasts/june.json";

    public static Command Create() => new("forecast", Description) { CreatePublish(), CreateList(), CreateScore() };

    private static Command CreatePublish()
    {
        StudyOptions study = new();
        BacktestOptions fitting = new();
        Option<string> name = Text("--name", "NAME", "By which the forecast is known.");
        Option<string> ahead = Text("--ahead", "D,D,…", "Days after the last observation, rising.");
        Option<string> output = Text("--out", "FILE", "The file to write.");
        Option<string[]> series = new("--series")
        {
            Description = "What a metric forecasts. May be repeated.",
            HelpName = "METRIC=SYSTEM/SERIES",
            Required = true,
        };
        Option<string[]> assume = new("--assume") { Description = "An assumption, in a sentence.", HelpName = "TEXT" };
        Option<bool> isSelfTest = new("--self-test")
        {
            Description = "What is forecast was made by Souk itself: shown apart, never as a forecast.",
        };
        Option<bool> json = SharedOptions.Json();
        Command publish = new("publish", PublishDescription) { name, ahead, series, assume, isSelfTest, output, json };
        study.AddTo(publish);
        fitting.AddTo(publish);
        publish.SetAction(
            (parsed, cancellation) =>
            {
                StudyRequest request = study.Read(parsed);
                TargetSet targets = fitting.Targets(parsed, request.Blueprint.Start);
                (string Metric, string Series)[] said = [.. (parsed.GetValue(series) ?? []).Select(ParseSeries)];
                string[] metrics = [.. said.Select(one => one.Metric)];
                ForecastPlan plan = new(
                    parsed.GetRequiredValue(name),
                    request.Blueprint,
                    request.Variations,
                    targets.Targets,
                    targets.DataHash ?? targets.Hash,
                    said,
                    ParseDays(parsed.GetRequiredValue(ahead)),
                    fitting.Plan(parsed, request, metrics, first: 1, every: 1, ahead: 1),
                    request.Seed,
                    request.Runs,
                    parsed.GetValue(isSelfTest) || targets.IsSelfTest,
                    parsed.GetValue(assume) ?? []
                );
                PublishedForecast made = BacktestOptions.Try(() =>
                    plan.Make(TimeProvider.System.GetUtcNow().UtcDateTime, request.Threads, cancellation)
                );
                ForecastFile.Write(parsed.GetRequiredValue(output), made);
                Record(made, metrics, targets, fitting.Warehouse(parsed));
                ForecastSummary summary = ForecastSummary.Of(made);
                Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(summary) : summary.Text());
                return Task.FromResult(ExitCode.Success);
            }
        );
        return publish;
    }

    /// <summary>The warehouse remembers what its metrics were asked for; files of observations and the sample do not.</summary>
    private static void Record(PublishedForecast made, string[] metrics, TargetSet targets, string? file)
    {
        if (targets.Answers is not { } answers || file is null)
        {
            return;
        }

        using WarehouseFile warehouse = SharedOptions.OpenToRead(file);
        HandoutLog.Write(
            warehouse,
            new Handout(
                HandoutKind.Forecast,
                System: null,
                made.Name,
                string.Join(", ", metrics),
                ForecastFile.HashOf(made)
            ),
            answers,
            TimeProvider.System.GetUtcNow().UtcDateTime
        );
    }

    private static Command CreateList()
    {
        Argument<string[]> files = Files();
        Option<bool> json = SharedOptions.Json();
        Command list = new(
            "list",
            "Say what published forecasts say, and check that they are as they were published. Without files: those that ship.\n\n"
                + "Example:\n  souk forecast list forecasts/june.json"
        )
        {
            files,
            json,
        };
        list.SetAction(parsed =>
        {
            ForecastSummary[] read = [.. Read(parsed.GetValue(files)).Select(ForecastSummary.Of)];
            Console.WriteLine(
                parsed.GetValue(json) ? JsonOutput.Of(read) : string.Join("\n\n", read.Select(one => one.Text()))
            );
        });
        return list;
    }

    private static Command CreateScore()
    {
        Argument<string[]> files = Files();
        Option<string> database = SharedOptions.DatabaseToRead();
        Option<bool> json = SharedOptions.Json();
        Command score = new("score", ScoreDescription) { files, database, json };
        score.SetAction(parsed =>
        {
            PublishedForecast[] read = [.. Read(parsed.GetValue(files))];
            using WarehouseFile warehouse = SharedOptions.OpenExisting(parsed.GetRequiredValue(database));
            foreach (PublishedForecast forecast in read)
            {
                ForecastShelf.Load(warehouse.Connection, forecast);
            }

            ForecastScoring.Run(warehouse.Connection, TimeProvider.System.GetUtcNow().UtcDateTime);
            IReadOnlyList<ForecastRecord> records = ForecastRecord.Read(warehouse.Connection);
            Console.WriteLine(
                parsed.GetValue(json)
                    ? JsonOutput.Of(records)
                    : string.Join(
                        '\n',
                        records.Select(ForecastSummary.Describe).DefaultIfEmpty("No forecast is published.")
                    )
            );
        });
        return score;
    }

    /// <summary>Those that ship where none is named.</summary>
    private static IEnumerable<PublishedForecast> Read(string[]? files)
    {
        string folder = Path.Combine(Repository.Root, "data", "forecasts");
        string[] paths =
            files is { Length: > 0 } given ? given
            : Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)]
            : [];
        return paths.Select(ForecastFile.Read);
    }

    private static (string Metric, string Series) ParseSeries(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } metric, { Length: > 2 } series]
        && series.Split('/') is [{ Length: > 0 }, { Length: > 0 }]
            ? (metric, series)
            : throw new InvalidInputException(
                $"--series '{text}' is not METRIC=SYSTEM/SERIES, such as price=masa/price."
            );

    private static int[] ParseDays(string text)
    {
        int[] days =
        [
            .. text.Split(',')
                .Select(part =>
                    int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int day) ? day : 0
                ),
        ];
        return days.All(day => day is > 0 and <= 36_525) && days.Zip(days.Skip(1)).All(pair => pair.First < pair.Second)
            ? days
            : throw new InvalidInputException($"--ahead '{text}' is not rising days such as 7,14,21.");
    }

    private static Argument<string[]> Files() =>
        SharedOptions.WithoutOptions(
            new Argument<string[]>("FILE") { Description = "Published forecasts.", Arity = ArgumentArity.ZeroOrMore }
        );

    private static Option<string> Text(string name, string help, string description) =>
        new(name)
        {
            Description = description,
            HelpName = help,
            Required = true,
        };
}
