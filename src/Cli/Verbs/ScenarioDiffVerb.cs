using System.CommandLine;
using Souk.Cli.Screens;
using Souk.Cli.Sheets;
using Souk.Simulation.Blueprints;

namespace Souk.Cli.Verbs;

/// <summary>`souk scenario diff A B`: in which parameters two scenarios differ.</summary>
internal static class ScenarioDiffVerb
{
    public static Command Create()
    {
        Argument<string> first = ScenarioVerb.File("A");
        Argument<string> second = ScenarioVerb.File("B");
        Option<bool> json = SharedOptions.Json();
        Command diff = new(
            "diff",
            "Compare two scenarios parameter by parameter, bases and defaults included.\n\n"
                + "Formatting, comments and titles do not count: scenarios without a difference have the same hash.\n\n"
                + "Example:\n"
                + "  souk scenario diff mine.yaml burn-more.yaml"
        )
        {
            first,
            second,
            json,
        };
        diff.SetAction(parsed =>
        {
            Blueprint a = ScenarioSheet.Read(parsed.GetRequiredValue(first));
            Blueprint b = ScenarioSheet.Read(parsed.GetRequiredValue(second));
            IReadOnlyList<BlueprintDifference> differences = BlueprintDifference.Between(a, b);
            Console.WriteLine(
                parsed.GetValue(json)
                    ? JsonOutput.Of(
                        new
                        {
                            FirstHash = a.Hash,
                            SecondHash = b.Hash,
                            Differences = differences,
                        }
                    )
                    : Text(a, b, differences)
            );
        });
        return diff;
    }

    private static string Text(Blueprint a, Blueprint b, IReadOnlyList<BlueprintDifference> differences) =>
        string.Join(
            '\n',
            [
                $"{a.Name}: {a.Hash}",
                $"{b.Name}: {b.Hash}",
                .. differences.Count > 0 ? differences.Select(one => one.ToString()) : ["no difference"],
            ]
        );
}
