using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Research.RuleFiles;

/// <summary>A scenario on disk, with the C# rules that lie beside it.</summary>
public static class BlueprintFile
{
    /// <summary>Days over which the C# rules are watched for what they do not declare.</summary>
    private const int AuditDays = 30;

    private const int AuditDaysMin = 3;

    // The audit copies all state several times a day: with many agents it takes fewer days.
    private const int AuditAgentDaysMax = 3_000_000;

    /// <summary>Reads a scenario, compiles its C# rules and audits them. The result can go straight to <see cref="BlueprintModel.Build"/>.</summary>
    /// <param name="path">Bases, with or without `.yaml`, and rule files are found relative to its folder.</param>
    /// <exception cref="ScenarioException">Everything that is wrong in the scenario or its rules, with file, line and column.</exception>
    /// <param name="shippedFolder">Scenarios that this one may build on beside those in its folder; errors then name files by their
    /// whole path. Null to read nothing outside of the folder.</param>
    public static Blueprint Load(string path, string? shippedFolder = null)
    {
        string whole = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(whole)!;
        BaseFiles files = new(folder, shippedFolder);
        string name = shippedFolder is null ? Path.GetFileName(path) : path;
        return WithRules(Catalogue.Read(name, other => files.Load(other == path ? whole : other)), folder);
    }

    /// <summary>Compiles and audits the C# rules of a scenario; one without such rules stays as it is.</summary>
    /// <param name="folder">Where its rule files are.</param>
    /// <exception cref="ScenarioException">As <see cref="Load"/>.</exception>
    public static Blueprint WithRules(Blueprint blueprint, string folder)
    {
        folder = Path.GetFullPath(folder);
        Part[] rules = [.. blueprint.Parts.Where(part => part.Kind.Name == Catalogue.CodeKind)];
        if (rules.Length == 0)
        {
            return blueprint;
        }

        Dictionary<string, RuleCode> code = [];
        foreach (Part part in rules.DistinctBy(part => part.Word("file")))
        {
            code[part.Word("file")] = RuleCompiler.Compile(part.Word("file"), TextOf(folder, part));
        }

        blueprint = blueprint with { Code = code };
        Audit(blueprint, rules);
        return blueprint;
    }

    /// <exception cref="ScenarioException">A rule does what it did not declare.</exception>
    internal static void Audit(Blueprint blueprint, Part[] rules)
    {
        Model model = BlueprintModel.Build(blueprint);
        int affordable = Math.Max(AuditDaysMin, AuditAgentDaysMax / Math.Max(1, model.AgentCount));
        int days = Math.Min(blueprint.HorizonDays, Math.Min(AuditDays, affordable));
        HashSet<string> names = [.. rules.Select(part => part.Name)];
        ScenarioError[] errors =
        [
            .. RuleAudit
                .Of(model, days, rules: names)
                .Select(finding =>
                {
                    Part part = rules.First(one => finding.StartsWith($"'{one.Name}' ", StringComparison.Ordinal));
                    return new ScenarioError(part.Name, finding, part.Origin.Line, part.Origin.Column)
                    {
                        File = part.Origin.File,
                    };
                }),
        ];
        if (errors.Length > 0)
        {
            throw new ScenarioException(errors);
        }
    }

    private static string TextOf(string folder, Part part)
    {
        string file = part.Word("file");
        return ReadText(folder, file)
            ?? throw new ScenarioException(
                new ScenarioError(
                    $"{part.Name}.file",
                    $"there is no file '{file}' in the scenario's folder",
                    part.Settings["file"].Origin.Line,
                    part.Settings["file"].Origin.Column
                )
                {
                    File = part.Origin.File,
                }
            );
    }

    // What lies outside of the folder belongs to another scenario.
    private static string? ReadText(string folder, string name)
    {
        string path = Path.GetFullPath(Path.Combine(folder, name));
        bool isInside = path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return isInside && File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
