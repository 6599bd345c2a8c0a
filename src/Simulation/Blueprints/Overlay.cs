using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Blueprints;

/// <summary>Lays scenario files over each other: what a file does not say, its base says.</summary>
internal static class Overlay
{
    /// <summary>More files on top of each other are refused: nobody could follow them.</summary>
    private const int FilesMax = 16;

    /// <summary>The sheets from the lowest base to the file itself.</summary>
    /// <param name="load">The text of a file by name; null where there is none.</param>
    public static List<Sheet> Load(string name, Func<string, string?> load, List<ScenarioError> errors)
    {
        List<Sheet> sheets = [];
        Origin askedAt = new(name, 0, 0);
        for (string? next = name; next is not null; )
        {
            if (sheets.Any(sheet => sheet.Name == next) || sheets.Count == FilesMax)
            {
                string chain = string.Join(" → ", sheets.Select(sheet => sheet.Name).Append(next));
                string message =
                    sheets.Count == FilesMax
                        ? $"more than {FilesMax} files lie over each other: {chain}"
                        : $"files lie over each other in a circle: {chain}";
                errors.Add(Error("base", message, askedAt));
                break;
            }

            if (load(next) is not { } text)
            {
                errors.Add(Error("base", $"there is no scenario '{next}'", askedAt));
                break;
            }

            Sheet sheet = new SheetReader(next, errors).Read(text);
            sheets.Add(sheet);
            next = sheet.Heads.TryGetValue("base", out Entry below) ? below.Text : null;
            askedAt = below.Origin;
        }

        sheets.Reverse();
        return sheets;
    }

    /// <summary>One sheet in which upper files replace, parameter by parameter, what lower ones say.</summary>
    public static Sheet Merge(IReadOnlyList<Sheet> sheets)
    {
        Sheet merged = new(sheets[^1].Name);
        foreach (Sheet sheet in sheets)
        {
            foreach ((string head, Entry entry) in sheet.Heads)
            {
                merged.Heads[head] = entry;
            }

            foreach ((string symbol, Dictionary<string, Entry> fields) in sheet.Tokens)
            {
                MergeToken(merged, symbol, fields);
            }

            foreach (PartSheet part in sheet.Parts)
            {
                MergePart(merged.Parts, part);
            }

            merged.Changes.AddRange(sheet.Changes);
            merged.Timeline.AddRange(sheet.Timeline);
            merged.Facts.AddRange(sheet.Facts);
            foreach ((string part, Entry weight) in sheet.Weights)
            {
                merged.Weights[part] = weight;
            }
        }

        return merged;
    }

    private static void MergeToken(Sheet merged, string symbol, Dictionary<string, Entry> fields)
    {
        if (!merged.Tokens.TryGetValue(symbol, out Dictionary<string, Entry>? below))
        {
            merged.Tokens[symbol] = below = new(StringComparer.Ordinal);
        }

        foreach ((string field, Entry entry) in fields)
        {
            below[field] = entry;
        }
    }

    // Another kind is another part: nothing of the one below is kept, but its place.
    private static void MergePart(List<PartSheet> parts, PartSheet upper)
    {
        int index = parts.FindIndex(part => part.Name == upper.Name);
        if (upper.IsRemoved)
        {
            if (index >= 0)
            {
                parts.RemoveAt(index);
            }

            return;
        }

        if (index < 0)
        {
            parts.Add(upper);
            return;
        }

        PartSheet lower = parts[index];
        bool keepsKind = upper.Kind is null || upper.Kind.Value.Text == lower.Kind?.Text;
        PartSheet merged = new(upper.Name, upper.Origin) { Kind = upper.Kind ?? lower.Kind };
        foreach ((string parameter, IReadOnlyList<Entry> values) in keepsKind ? lower.Values : [])
        {
            merged.Values[parameter] = values;
        }

        foreach ((string parameter, IReadOnlyList<Entry> values) in upper.Values)
        {
            merged.Values[parameter] = values;
        }

        parts[index] = merged;
    }

    private static ScenarioError Error(string path, string message, Origin at) =>
        new(path, message, at.Line, at.Column) { File = at.File };
}
