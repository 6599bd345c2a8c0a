using System.CommandLine;
using Souk.Cli.Ensembles;
using Souk.Cli.Screens;
using Souk.Cli.Sheets;
using Souk.Simulation.Blueprints;

namespace Souk.Cli.Verbs;

/// <summary>`souk counterfactual SCENARIO`: what one thing in it did.</summary>
internal static class CounterfactualVerb
{
    private const string Description =
        "Say what a part or a value of a scenario did, by twin runs: the scenario as it is, and one without it, with the same luck.\n\n"
        + "Whom the change does not reach draws the same numbers in both, so that every posting that differs follows from it.\n"
        + "Run 0 is told to the posting, exact in base units, the first that differs first; what it cost or gave people comes\n"
        + "with the band over --runs. --out keeps all postings that differ, and what each group holds more by day.\n\n"
        + "Examples:\n"
        + "  souk counterfactual unlocks --without vesting.team --for seed --runs 8\n"
        + "  souk counterfactual unlocks --set \"vesting.team.cliff=2 years\" --out later-cliff";

    public static Command Create()
    {
        Argument<string> scenario = ScenarioVerb.File("SCENARIO");
        Option<string[]> without = new("--without")
        {
            Description = "A part that the twin lacks. May be repeated.",
            HelpName = "PART",
        };
        Option<string[]> set = new("--set")
        {
            Description = "A parameter that is otherwise in the twin. May be repeated.",
            HelpName = "path=value",
        };
        Option<string?> about = new("--for") { Description = "Whom the answer is about.", HelpName = "PART" };
        Option<int> runs = Number("--runs", "Pairs of runs.", 20);
        Option<int> postings = Number("--postings", "Postings that are listed.", 10);
        Option<uint> seed = SharedOptions.Seed();
        Option<int> threads = Number("--threads", "0 takes one per core. Never changes the result.", 0);
        Option<int?> days = new("--days") { Description = "Another horizon than the file's.", HelpName = "D" };
        Option<string?> output = new("--out") { Description = "A folder for all that differs.", HelpName = "DIR" };
        Option<bool> json = SharedOptions.Json();
        Command verb = new("counterfactual", Description)
        {
            scenario,
            without,
            set,
            about,
            runs,
            postings,
            seed,
            threads,
            days,
            output,
            json,
            ProgressScreen.Option,
        };
        verb.SetAction(
            (parsed, cancellation) =>
            {
                Blueprint actual = ScenarioSheet.Read(parsed.GetRequiredValue(scenario));
                CounterfactualRequest request = new(
                    parsed.GetValue(days) is { } horizon ? actual with { HorizonDays = horizon } : actual,
                    parsed.GetValue(without) ?? [],
                    SharedOptions.ParseChanges(parsed.GetValue(set)),
                    parsed.GetValue(about),
                    parsed.GetValue(seed),
                    parsed.GetValue(runs),
                    parsed.GetValue(threads),
                    parsed.GetValue(postings),
                    parsed.GetValue(output)
                );
                return ExecuteAsync(request, parsed.GetValue(json), ProgressScreen.From(parsed), cancellation);
            }
        );
        return verb;
    }

    private static async Task ExecuteAsync(
        CounterfactualRequest request,
        bool isJson,
        ProgressScreen screen,
        CancellationToken cancellation
    )
    {
        CounterfactualReport report = await screen.RunAsync(
            "Twins",
            progress => Task.Run(() => request.Run(progress, cancellation), CancellationToken.None)
        );
        Console.WriteLine(isJson ? JsonOutput.Of(report) : report.Text());
    }

    private static Option<int> Number(string name, string description, int value) =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => value,
        };
}
