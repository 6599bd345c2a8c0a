using System.CommandLine;
using Souk.Cli.Sheets;
using Souk.Research.Protocols;

namespace Souk.Cli.Verbs;

/// <summary>`souk describe SCENARIO`: a scenario as papers describe it.</summary>
internal static class DescribeVerb
{
    public static Command Create()
    {
        Argument<string> file = ScenarioVerb.File();
        Option<string[]> set = SharedOptions.Set();
        Option<string?> output = new("--out") { Description = "Write it there.", HelpName = "FILE" };
        Command describe = new(
            "describe",
            "Describe a scenario after the ODD protocol (overview, design concepts, details), as Markdown. Scenarios that start\n"
                + "from a warehouse, such as baseline, have no parts to describe: souk simulate runs them.\n\n"
                + "Examples:\n  souk describe masa-like\n  souk describe mine.yaml --out mine.odd.md"
        )
        {
            file,
            set,
            output,
        };
        describe.SetAction(parsed =>
        {
            string scenario = parsed.GetRequiredValue(file);
            if (ScenarioSheet.StartsFromWarehouse(File.ReadAllText(Repository.FindFile(scenario, "scenarios"))))
            {
                throw new InvalidInputException(
                    $"{scenario} has no ODD description: it starts from the market in a warehouse and has no parts to describe. "
                        + "souk simulate --db FILE runs it; what has `parts:` is described."
                );
            }

            string text = OddDocument.Of(SharedOptions.Apply(ScenarioSheet.Read(scenario), parsed.GetValue(set)));
            if (parsed.GetValue(output) is { } path)
            {
                File.WriteAllText(path, text);
                Console.WriteLine(path);
                return;
            }

            Console.Write(text);
        });
        return describe;
    }
}
