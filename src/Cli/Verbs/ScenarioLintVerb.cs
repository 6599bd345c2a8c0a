using System.CommandLine;
using Souk.Cli.Screens;
using Souk.Cli.Sheets;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Scenarios;

namespace Souk.Cli.Verbs;

/// <summary>`souk scenario lint FILE…`: everything that is wrong, each at its place.</summary>
internal static class ScenarioLintVerb
{
    public static Command Create()
    {
        Argument<string[]> files = new("FILE")
        {
            Description = "Scenario files, or names of those that ship.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<bool> json = SharedOptions.Json();
        Command lint = new(
            "lint",
            "Check scenario files as a run would before its first step.\n\n"
                + "Prints one line per error: file(line,column) path: what is wrong, what was expected, the nearest valid word.\n"
                + "Exit code 3 if any file has an error.\n\n"
                + "Examples:\n"
                + "  souk scenario lint mine.yaml\n"
                + "  souk scenario lint data/scenarios/peers/*.yaml --json"
        )
        {
            files,
            json,
        };
        SharedOptions.WithoutOptions(files);
        lint.SetAction(parsed =>
        {
            List<LintReport> reports = [.. parsed.GetRequiredValue(files).Select(Lint)];
            Console.WriteLine(
                parsed.GetValue(json)
                    ? JsonOutput.Of(reports)
                    : string.Join('\n', reports.SelectMany(report => report.Lines()))
            );
            return reports.TrueForAll(report => report.Valid) ? ExitCode.Success : ExitCode.InvalidInput;
        });
        return lint;
    }

    private static LintReport Lint(string file)
    {
        try
        {
            string path = Repository.FindFile(file, "scenarios");
            string text = File.ReadAllText(path);
            if (ScenarioSheet.StartsFromWarehouse(text))
            {
                ScenarioFile.Parse(text, Path.GetFileNameWithoutExtension(path));
                return new(file, Valid: true, Hash: null, Parts: 0, Assumed: [], Errors: []);
            }

            Blueprint blueprint = ScenarioSheet.Read(file);
            BlueprintModel.Build(blueprint);
            IReadOnlyList<string> assumed = BlueprintExplanation.AssumedInputs(blueprint);
            return new(file, Valid: true, blueprint.Hash, blueprint.Parts.Count, assumed, Errors: []);
        }
        catch (ScenarioException problem)
        {
            return LintReport.Of(file, [.. problem.Errors]);
        }
        catch (InvalidInputException problem)
        {
            return LintReport.Of(file, [new ScenarioError("", problem.Message)]);
        }
    }

    /// <param name="Hash">Null where the file is wrong, or starts from a warehouse.</param>
    /// <param name="Assumed">Paths of parameters for which nothing but an assumption speaks.</param>
    private sealed record LintReport(
        string File,
        bool Valid,
        string? Hash,
        int Parts,
        IReadOnlyList<string> Assumed,
        IReadOnlyList<ScenarioError> Errors
    )
    {
        public static LintReport Of(string file, IReadOnlyList<ScenarioError> errors) =>
            new(
                file,
                Valid: false,
                Hash: null,
                Parts: 0,
                Assumed: [],
                [.. errors.Select(error => error with { File = error.File.Length > 0 ? error.File : file })]
            );

        public IEnumerable<string> Lines() =>
            !Valid ? Errors.Select(error => error.Line > 0 ? error.ToString() : $"{error.File} {error}")
            : Hash is null ? [$"{File}: ok; it starts from a warehouse, whose state is checked when it is simulated"]
            : [$"{File}: ok, {Parts} parts, {Assumed.Count} parameters only assumed, hash {Hash}"];
    }
}
