using System.Globalization;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Spellings;

namespace Souk.Simulation.Blueprints;

/// <summary>Changes parameters by path: `part.parameter`, `part.parameter[2]`, `*.parameter` or `vesting.*.parameter`.</summary>
internal static class PathChanges
{
    /// <summary>The blueprint with the change, or as it was after an error was noted.</summary>
    public static Blueprint Apply(Blueprint blueprint, PathChange change, List<ScenarioError> errors)
    {
        List<Part> parts = [.. blueprint.Parts];
        foreach (ParameterChange found in Find(blueprint, change, errors))
        {
            int index = parts.FindIndex(part => part.Name == found.Part);
            Dictionary<string, Setting> settings = new(parts[index].Settings) { [found.Parameter] = found.Setting };
            FollowWord(blueprint, parts[index], found.Parameter, settings, errors);
            parts[index] = parts[index] with { Settings = settings };
        }

        return blueprint with
        {
            Parts = parts,
        };
    }

    // Defaults that hang on a word go with it, where nobody wrote another value.
    private static void FollowWord(
        Blueprint blueprint,
        Part part,
        string parameter,
        Dictionary<string, Setting> settings,
        List<ScenarioError> errors
    )
    {
        foreach (ParameterSpec spec in part.Kind.Parameters.Where(spec => spec.DefaultsBy?.Parameter == parameter))
        {
            if (settings[spec.Name].Origin == Origin.Default)
            {
                string text = part.Kind.DefaultOf(spec, word => settings[word].Values[0].Text)!;
                SettingReader reader = ReaderOf(blueprint, errors);
                settings[spec.Name] = reader.Read($"{part.Name}.{spec.Name}", spec, [new Entry(text, Origin.Default)])!;
            }
        }
    }

    private static SettingReader ReaderOf(Blueprint blueprint, List<ScenarioError> errors) =>
        new(blueprint.Tokens, blueprint.Parts.ToDictionary(part => part.Name, part => part.Kind.Name), errors);

    /// <summary>What a change does, part by part; nothing after an error was noted.</summary>
    public static List<ParameterChange> Find(Blueprint blueprint, PathChange change, List<ScenarioError> errors)
    {
        Origin at = change.Value.Origin;
        string path = change.Path;
        int? index = TakeIndex(ref path);
        int dot = path.LastIndexOf('.');
        string pattern = dot < 0 ? "" : path[..dot];
        string parameter = path[(dot + 1)..];
        List<Part> targets =
        [
            .. blueprint.Parts.Where(part => Matches(part, pattern) && part.Kind.Find(parameter) is not null),
        ];
        if (targets.Count == 0)
        {
            errors.Add(Error(change.Path, Unknown(blueprint, path), at));
            return [];
        }

        SettingReader reader = ReaderOf(blueprint, errors);
        List<ParameterChange> changes = [];
        foreach (Part part in targets)
        {
            Setting current = part.Settings[parameter];
            if (index >= current.Values.Count)
            {
                errors.Add(Error(change.Path, $"has {current.Values.Count} values; the first is [0]", at));
            }
            else if (reader.Change($"{part.Name}.{parameter}", current, index, change.Value) is { } setting)
            {
                changes.Add(new ParameterChange(part.Name, parameter, setting));
            }
        }

        return changes;
    }

    private static bool Matches(Part part, string pattern)
    {
        int star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? part.Name == pattern
            : part.Name.Length >= pattern.Length - 1
                && part.Name.StartsWith(pattern[..star], StringComparison.Ordinal)
                && part.Name.EndsWith(pattern[(star + 1)..], StringComparison.Ordinal);
    }

    private static int? TakeIndex(ref string path)
    {
        int open = path.LastIndexOf('[');
        bool isIndex =
            open > 0
            && path.EndsWith(']')
            && int.TryParse(path[(open + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        if (!isIndex)
        {
            return null;
        }

        int index = int.Parse(path[(open + 1)..^1], CultureInfo.InvariantCulture);
        path = path[..open];
        return index;
    }

    private static string Unknown(Blueprint blueprint, string path)
    {
        string[] known =
        [
            .. blueprint.Parts.SelectMany(part => part.Kind.Parameters.Select(p => $"{part.Name}.{p.Name}")),
        ];
        return known.Length == 0
            ? "is not a parameter: the scenario has no parts"
            : $"is not a parameter; did you mean '{NearestWord.To(path, known)}'?";
    }

    private static ScenarioError Error(string path, string message, Origin at) =>
        new(path, message, at.Line, at.Column) { File = at.File };
}
