using System.CommandLine;
using Souk.Cli.Screens;
using Souk.Cli.Sheets;

namespace Souk.Cli.Verbs;

/// <summary>`souk scenario explain FILE`: what a scenario says, in words.</summary>
internal static class ScenarioExplainVerb
{
    public static Command Create()
    {
        Argument<string> file = ScenarioVerb.File();
        Option<string[]> set = SharedOptions.Set();
        Option<bool> json = SharedOptions.Json();
        Command explain = new(
            "explain",
            "Explain a scenario in plain words: every part, what each parameter means, where its value comes from.\n\n"
                + "A parameter for which nothing but an assumption speaks is marked `assumed`.\n\n"
                + "Examples:\n"
                + "  souk scenario explain mine.yaml\n"
                + "  souk scenario explain mine.yaml --set fees.burn_share=50% --json"
        )
        {
            file,
            set,
            json,
        };
        explain.SetAction(parsed =>
        {
            ScenarioExplanation explanation = ScenarioExplanation.Of(
                SharedOptions.Apply(ScenarioSheet.Read(parsed.GetRequiredValue(file)), parsed.GetValue(set))
            );
            Console.WriteLine(parsed.GetValue(json) ? JsonOutput.Of(explanation) : explanation.Text());
        });
        return explain;
    }
}
