using System.CommandLine;
using Souk.Cli.Screens;
using Souk.Cli.Sheets;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Presets;

namespace Souk.Cli.Verbs;

/// <summary>`souk scenario presets [NAME…]`: what comes out of the presets that ship, and how much of it is assumed.</summary>
internal static class ScenarioPresetsVerb
{
    private const int RunsDefault = 60;
    private const int SwingRunsDefault = 12;
    private const string Folder = "presets";

    public static Command Create()
    {
        Argument<string[]> names = new("NAME")
        {
            Description = "Presets such as masa. Default: all that ship.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<int> runs = new("--runs")
        {
            Description = "Runs of each preset.",
            HelpName = "N",
            DefaultValueFactory = _ => RunsDefault,
        };
        Option<bool> markdown = new("--markdown") { Description = "Print docs/PRESETS.md." };
        Option<bool> json = SharedOptions.Json();
        Command presets = new(
            "presets",
            "List the presets that ship with their questions; with --markdown or --json, run them.\n\n"
                + "Shown are bands of the headline metrics, the share of the variance of each that rests on assumed ranges, and\n"
                + "which range matters most to it.\n\n"
                + "Examples:\n"
                + "  souk scenario presets\n"
                + "  souk scenario presets masa ocean --json --runs 20\n"
                + "  souk scenario presets --markdown > docs/PRESETS.md"
        )
        {
            names,
            runs,
            markdown,
            json,
        };
        presets.SetAction(parsed =>
        {
            string[] asked = parsed.GetValue(names) is { Length: > 0 } some ? some : [.. Shipped()];
            Blueprint[] read = [.. asked.Select(name => ScenarioSheet.Read($"{Folder}/{name}"))];
            if (!parsed.GetValue(markdown) && !parsed.GetValue(json))
            {
                Console.WriteLine(string.Join('\n', asked.Zip(read, (name, one) => $"{name, -22} {one.Question}")));
                return;
            }

            int count = parsed.GetValue(runs);
            PresetReport[] reports = [.. read.Select(preset => Report(preset, count))];
            Console.Write(
                parsed.GetValue(markdown) ? PresetsPage.Markdown(reports) : JsonOutput.Of(reports.Select(Json)) + "\n"
            );
        });
        return presets;
    }

    private static IEnumerable<string> Shipped() =>
        Directory
            .GetFiles(Path.Combine(Repository.Root, "data", "scenarios", Folder), "*.yaml")
            .Select(path => Path.GetFileNameWithoutExtension(path)!)
            .Order(StringComparer.Ordinal);

    private static PresetReport Report(Blueprint preset, int runs)
    {
        if (runs is < 1 or > 10_000)
        {
            throw new InvalidInputException($"--runs {runs} is not between 1 and 10000.");
        }

        Console.Error.WriteLine($"souk: {preset.Title}");
        return PresetReport.Of(preset, seed: 1, runs, Math.Min(runs, SwingRunsDefault));
    }

    private static object Json(PresetReport report) =>
        new
        {
            Name = Path.GetFileNameWithoutExtension(report.Preset.Name),
            report.Preset.Title,
            report.Preset.Question,
            report.Preset.Story,
            report.Preset.Hash,
            report.Seed,
            report.Runs,
            report.Digest,
            report.Bands,
            Facts = report.Sheet,
            report.Preset.Weights,
        };
}
