using System.CommandLine;
using Souk.Cli.Ensembles;
using Souk.Cli.Screens;

namespace Souk.Cli.Verbs;

/// <summary>`souk coldstart SCENARIO`: the smallest seed with which a flywheel turns.</summary>
internal static class ColdStartVerb
{
    private const string Description =
        "Look for the smallest fund, first cohort or guaranteed demand with which a market starts.\n\n"
        + "--vary names the seed and its range, --stalls what a run looks like on the last day in which the wheel stands, and how\n"
        + "often that may be. The range is halved again and again, all seeds with the same luck; so it takes that more never hurts,\n"
        + "which the list of trials shows. Fails where the largest seed of the range is too little.\n\n"
        + "Examples:\n"
        + "  souk coldstart presets/cold-start --vary \"fund.balance=1000 TKN..33000 TKN\" --stalls \"P(annotators.active < 10) <= 10%\"\n"
        + "  souk coldstart mine.yaml --vary \"buyers.active=10..5000\" --stalls \"P(buyers.payments < 100) <= 5%\" --runs 20 --halvings 8 --json";

    public static Command Create()
    {
        StudyOptions study = new();
        Option<string> stalls = new("--stalls")
        {
            Description = "What must not happen too often: \"P(annotators.active < 10) <= 10%\".",
            HelpName = "CONSTRAINT",
            Required = true,
        };
        Option<int> halvings = BacktestOptions.Number("--halvings", "Each makes the answer twice as fine.", 6);
        Option<bool> json = SharedOptions.Json();
        Command verb = new("coldstart", Description) { stalls, halvings, json, ProgressScreen.Option };
        study.AddTo(verb);
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                ColdStartRequest request = ColdStartRequest.Of(
                    study.Read(parsed),
                    parsed.GetRequiredValue(stalls),
                    parsed.GetValue(halvings)
                );
                ColdStartReport report = await ProgressScreen
                    .From(parsed)
                    .RunAsync(
                        "Seeds",
                        progress => Task.Run(() => request.Run(progress, cancellation), CancellationToken.None)
                    );
                Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(report) : report.Text());
                return report.Seed is null ? ExitCode.Failure : ExitCode.Success;
            }
        );
        return verb;
    }
}
