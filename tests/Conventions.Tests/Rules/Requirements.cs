using System.Text.RegularExpressions;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests.Rules;

/// <summary>Each founding requirement names a test that is there.</summary>
internal static partial class Requirements
{
    private const string Page = "docs/REQUIREMENTS.md";

    [GeneratedRegex(@"^\| (?<id>[AMS]\d+) \|.*\|(?<tests>[^|]*)\|\s*$")]
    private static partial Regex Row { get; }

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Quoted { get; }

    public static IEnumerable<string> Tests(Tree tree)
    {
        if (tree.Find(Page) is not { } page)
        {
            yield return $"{Page} is missing";
            yield break;
        }

        Dictionary<string, TreeFile> files = tree
            .Files.Where(file => file.IsUnder("tests") && file.Is(".cs"))
            .ToDictionary(file => file.Path);
        foreach (Match row in page.Text.Split('\n').Select(line => Row.Match(line)).Where(row => row.Success))
        {
            string id = row.Groups["id"].Value;
            string[] names = [.. Quoted.Matches(row.Groups["tests"].Value).Select(match => match.Groups["name"].Value)];
            if (names.Length == 0)
            {
                yield return $"{Page}: {id} names no test";
            }

            string type = "";
            foreach (string name in names)
            {
                // "…Method" is one more of the type that was named before it.
                string[] parts = name.StartsWith('…') ? [.. type.Split('.'), name[1..]] : name.Split('.');
                bool isMethod = parts[^1].Contains('_');
                type = string.Join('.', isMethod ? parts[..^1] : parts);
                if (FileOf(files, isMethod ? parts[..^1] : parts) is not { } file)
                {
                    yield return $"{Page}: {id} names {type}, which is no file of tests";
                }
                else if (isMethod && !file.Text.Contains($" {parts[^1]}(", StringComparison.Ordinal))
                {
                    yield return $"{Page}: {id} names {parts[^1]}, which {file.Path} has not";
                }
            }
        }
    }

    // "Warehouse.Tests.Metrics.GmvTests" is tests/Warehouse.Tests/Metrics/GmvTests.cs.
    private static TreeFile? FileOf(Dictionary<string, TreeFile> files, string[] parts) =>
        parts.Length < 3
            ? null
            : files.GetValueOrDefault($"tests/{parts[0]}.{parts[1]}/{string.Join('/', parts[2..])}.cs");
}
