using System.CommandLine;

namespace Souk.Cli.Verbs;

/// <summary>`souk scenario …`: what can be done with scenario files without running them.</summary>
internal static class ScenarioVerb
{
    public static Command Create() =>
        new(
            "scenario",
            "Write, check, explain and compare scenario files (docs/SCENARIO-FORMAT.md).\n\n"
                + "Examples:\n"
                + "  souk scenario new --out mine.yaml\n"
                + "  souk scenario lint mine.yaml\n"
                + "  souk scenario kinds vesting"
        )
        {
            ScenarioNewVerb.Create(),
            ScenarioLintVerb.Create(),
            ScenarioExplainVerb.Create(),
            ScenarioDiffVerb.Create(),
            ScenarioKindsVerb.Create(),
            ScenarioSchemaVerb.Create(),
            ScenarioPresetsVerb.Create(),
        };

    public static Argument<string> File(string name = "FILE") =>
        SharedOptions.WithoutOptions(
            new Argument<string>(name) { Description = "A scenario file, or the name of one that ships." }
        );
}
