using System.CommandLine;
using System.Text.Json;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;

namespace Souk.Cli.Verbs;

/// <summary>`souk scenario schema`: the JSON schema from which editors complete and explain scenario files.</summary>
internal static class ScenarioSchemaVerb
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public static Command Create()
    {
        Option<string?> output = new("--out") { Description = "Write it to this file.", HelpName = "FILE" };
        Option<bool> json = SharedOptions.Json();
        Command schema = new(
            "schema",
            "Print the JSON schema of scenario files, from which editors complete names and show what they mean.\n\n"
                + "Example:\n"
                + "  souk scenario schema --out scenario.schema.json\n"
                + "and as first line of a scenario:\n"
                + "  # yaml-language-server: $schema=scenario.schema.json"
        )
        {
            output,
            json,
        };
        schema.SetAction(parsed =>
        {
            string text = BlueprintSchema.Of(Catalogue.Kinds).ToJsonString(s_indented) + "\n";
            if (parsed.GetValue(output) is { } path)
            {
                File.WriteAllText(path, text);
            }
            else
            {
                Console.Write(text);
            }
        });
        return schema;
    }
}
