using System.Text.RegularExpressions;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests.Rules;

/// <summary>Metrics say what they mean, and migrations are numbered 001, 002, … without a gap.</summary>
internal static partial class WarehouseScripts
{
    private const string Metrics = "src/Warehouse/Metrics";
    private const string Schema = "src/Warehouse/Schema";

    private static readonly string[] _fields = ["key", "unit", "formula", "definer", "caveats"];

    [GeneratedRegex(@"^(\d{3})_[a-z0-9_]+\.sql$")]
    private static partial Regex Migration { get; }

    public static IEnumerable<TreeFile> MetricFiles(Tree tree) => Scripts(tree, Metrics);

    public static IEnumerable<string> Headers(Tree tree)
    {
        foreach (TreeFile file in MetricFiles(tree))
        {
            List<string> header =
            [
                .. file.Text.Split('\n').TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)),
            ];
            foreach (string field in _fields.Where(field => Value(header, field) is null))
            {
                yield return $"{file.Path}: the header has no {field}";
            }

            if (Value(header, "key") is { } key && key + ".sql" != file.Name)
            {
                yield return $"{file.Path}: the header's key is {key}";
            }
        }
    }

    public static IEnumerable<string> Numbers(Tree tree)
    {
        int expected = 1;
        foreach (TreeFile file in Scripts(tree, Schema))
        {
            if (!Migration.IsMatch(file.Name) || int.Parse(file.Name[..3], provider: null) != expected)
            {
                yield return $"{file.Path}: expected {expected:D3}_words_like_this.sql";
            }

            expected++;
        }
    }

    private static IEnumerable<TreeFile> Scripts(Tree tree, string folder) =>
        tree
            .Files.Where(file => file.Folder == folder && file.Is(".sql"))
            .OrderBy(file => file.Name, StringComparer.Ordinal);

    private static string? Value(List<string> header, string field)
    {
        string? line = header.Find(line => Regex.IsMatch(line, $@"^--\s*{field}\s*:\s*\S"));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
