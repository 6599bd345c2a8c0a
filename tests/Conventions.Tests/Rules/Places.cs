using System.Text.RegularExpressions;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests.Rules;

/// <summary>The repository knows no machine and no registry, and its documents point at files that exist.</summary>
internal static partial class Places
{
    [GeneratedRegex(@"(?<![\w.~}<>*-])/(work|tmp|root|home)/(?=[\w.])|[A-Z]:\\Users\\|file:///")]
    private static partial Regex MachinePath { get; }

    [GeneratedRegex(
        @"registry\.npmjs\.org|registry\.yarnpkg\.com|api\.nuget\.org|pypi\.org/simple|""resolved""\s*:\s*""https?:|artifactory|/_packaging/",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Registry { get; }

    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)([^)\s#]+)(#[^)\s]*)?\)")]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"`((docs|data|src|tests|bench|notebooks)/[\w./-]+)`")]
    private static partial Regex QuotedPath { get; }

    public static IEnumerable<string> Machines(Tree tree) =>
        from file in tree.Files
        where !Tree.IsSample(file) && !file.Text.Contains('\0')
        from line in file.Text.Split('\n').Select((text, index) => (Text: text, Number: index + 1))
        let hit = MachinePath.Match(line.Text) is { Success: true } path ? path : Registry.Match(line.Text)
        where hit.Success
        select $"{file.Path}:{line.Number}: {hit.Value}";

    public static IEnumerable<string> Links(Tree tree)
    {
        HashSet<string> known = [.. tree.Files.Select(file => file.Path)];
        foreach (TreeFile file in tree.Files.Where(file => file.Is(".md")))
        {
            IEnumerable<string> linked = Link.Matches(file.Text)
                .Select(match => Resolve(file.Folder, match.Groups[1].Value));
            IEnumerable<string> quoted = file.Path is "README.md" or "CONTRIBUTING.md"
                ? QuotedPath.Matches(file.Text).Select(match => match.Groups[1].Value.TrimEnd('/'))
                : [];
            foreach (string target in linked.Concat(quoted).Distinct())
            {
                if (
                    !known.Contains(target)
                    && !known.Any(path => path.StartsWith(target + "/", StringComparison.Ordinal))
                )
                {
                    yield return $"{file.Path}: {target} does not exist";
                }
            }
        }
    }

    private static string Resolve(string folder, string link)
    {
        List<string> parts = [];
        foreach (string part in $"{folder}/{link}".Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
