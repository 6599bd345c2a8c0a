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
            "Describe a scenario after the ODD protocol (overview, design concepts, details), as Markdown.\n\n"
                + "Examples:\n  souk describe masa-like\n  souk describe mine.yaml --out mine.odd.md"
        )
        {
            file,
            set,
            output,
        };
        describe.SetAction(parsed =>
        {
            string text = OddDocument.Of(
                SharedOptions.Apply(ScenarioSheet.Read(parsed.GetRequiredValue(file)), parsed.GetValue(set))
            );
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
