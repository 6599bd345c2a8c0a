using System.CommandLine;
using Souk.Cli.Ensembles;
using Souk.Cli.Screens;
using Souk.Cli.Sheets;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Verbs;

/// <summary>`souk uncertainty SCENARIO`: a headline under every model that might be right.</summary>
internal static class UncertaintyVerb
{
    private const string Description =
        "A headline under three expectation modes and two price models, with the same luck.\n\n"
        + "People expect adaptively, myopically or with perfect foresight; each constant-product pool is as in the file, or weighted\n"
        + "80/20 at the same first price. The last line is the union of all bands: nobody knows which model is right.\n\n"
        + "Examples:\n"
        + "  souk uncertainty presets/no-compensation --metric price --runs 50\n"
        + "  souk uncertainty mine.yaml --metric price --metric circulating --days 180 --json";

    public static Command Create()
    {
        Argument<string> scenario = ScenarioVerb.File("SCENARIO");
        Option<string[]> metric = new("--metric")
        {
            Description = "A metric of souk simulate; the scenario's headline if none is given.",
            HelpName = "METRIC",
        };
        Option<int> runs = BacktestOptions.Number("--runs", "Runs of each model.", 50);
        Option<int?> days = new("--days") { Description = "Another horizon than the file's.", HelpName = "D" };
        Option<uint> seed = SharedOptions.Seed();
        Option<string[]> set = SharedOptions.Set();
        Option<int> threads = BacktestOptions.Number("--threads", "0 takes one per core. Never changes the result.", 0);
        Option<bool> json = SharedOptions.Json();
        Command verb = new("uncertainty", Description) { scenario, metric, runs, days, seed, set, threads, json };
        verb.Options.Add(ProgressScreen.Option);
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                Blueprint blueprint = Read(
                    parsed.GetRequiredValue(scenario),
                    parsed.GetValue(set),
                    parsed.GetValue(days)
                );
                int count = BacktestOptions.Within("--runs", parsed.GetValue(runs), 1, BlueprintEnsemble.RunsMax);
                UncertaintyReport report = await ProgressScreen
                    .From(parsed)
                    .RunAsync(
                        "Models",
                        progress =>
                            Task.Run(
                                () =>
                                    BacktestOptions.Try(() =>
                                        UncertaintyReport.Of(
                                            blueprint,
                                            Metrics(parsed.GetValue(metric), blueprint),
                                            parsed.GetValue(seed),
                                            count,
                                            parsed.GetValue(threads),
                                            progress,
                                            cancellation
                                        )
                                    ),
                                CancellationToken.None
                            )
                    );
                Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(report) : report.Text());
                return ExitCode.Success;
            }
        );
        return verb;
    }

    private static Blueprint Read(string scenario, string[]? changes, int? days)
    {
        Blueprint blueprint = SharedOptions.Apply(ScenarioSheet.Read(scenario), changes);
        return days is { } other ? blueprint with { HorizonDays = other } : blueprint;
    }

    private static string[] Metrics(string[]? asked, Blueprint blueprint) =>
        asked is { Length: > 0 } ? asked
        : blueprint.Headline.Count > 0 ? [.. blueprint.Headline]
        : ["price"];
}
