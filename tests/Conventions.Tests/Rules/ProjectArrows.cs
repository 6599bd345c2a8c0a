using System.Xml.Linq;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests.Rules;

/// <summary>Project references are the architecture: each project has the arrows that docs/ARCHITECTURE.md draws.</summary>
internal static class ProjectArrows
{
    private static readonly Dictionary<string, string[]> _arrows = new()
    {
        ["DuckDb"] = [],
        ["Simulation"] = [],
        ["Charts"] = [],
        ["Kernel"] = [],
        ["Warehouse"] = ["DuckDb"],
        ["Indexer"] = ["Warehouse"],
        ["LocalChain"] = ["Indexer"],
        ["Research"] = ["Warehouse", "Simulation", "Charts"],
        ["Dashboards"] = ["Warehouse", "Research", "Charts"],
        ["Cli"] =
        [
            "Charts",
            "Dashboards",
            "DuckDb",
            "Indexer",
            "Kernel",
            "LocalChain",
            "Research",
            "Simulation",
            "Warehouse",
        ],
    };

    public static IEnumerable<string> Broken(Tree tree)
    {
        List<TreeFile> projects = [.. tree.Files.Where(file => file.IsUnder("src") && file.Is(".csproj"))];
        HashSet<string> present = [.. projects.Select(file => file.Project)];
        foreach (TreeFile file in projects)
        {
            if (!_arrows.TryGetValue(file.Project, out string[]? allowed))
            {
                yield return $"{file.Path}: the design has no project {file.Project}";
                continue;
            }

            HashSet<string> found = [.. References(file)];
            foreach (string target in found.Except(allowed))
            {
                yield return $"{file.Path}: the design has no arrow {file.Project} → {target}";
            }

            foreach (string target in allowed.Intersect(present).Except(found))
            {
                yield return $"{file.Path}: the arrow {file.Project} → {target} of the design is missing";
            }
        }
    }

    private static IEnumerable<string> References(TreeFile project) =>
        XDocument
            .Parse(project.Text)
            .Descendants()
            .Where(element => element.Name.LocalName is "ProjectReference" or "Reference" or "Compile")
            .Select(element => ((string?)element.Attribute("Include") ?? "").Replace('\\', '/'))
            .Where(include => include.Contains("../", StringComparison.Ordinal))
            .Select(include => include.Split('/').SkipWhile(part => part == "..").First());
}
