using Microsoft.CodeAnalysis.CSharp.Syntax;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests.Rules;

/// <summary>
/// Folders inside a project never form a cycle. An arrow is a <c>using</c> line, a fully qualified name, or the name of
/// a type of an enclosing namespace, which needs no <c>using</c>.
/// </summary>
internal static class FolderCycles
{
    public static IEnumerable<string> Broken(Tree tree)
    {
        foreach (IGrouping<string, TreeFile> project in tree.Sources.GroupBy(file => file.Project))
        {
            Dictionary<string, Dictionary<string, string>> arrows = Arrows([.. project]);
            foreach (string folder in arrows.Keys.Order(StringComparer.Ordinal))
            {
                if (Path(arrows, folder) is { } cycle && string.CompareOrdinal(cycle.Min(), folder) == 0)
                {
                    yield return Describe(arrows, cycle);
                }
            }
        }
    }

    /// <summary>The namespaces of one project, what each of them names, and a file that does.</summary>
    private static Dictionary<string, Dictionary<string, string>> Arrows(List<TreeFile> files)
    {
        HashSet<string> namespaces = [.. files.Select(file => file.Namespace).Where(name => name.Length > 0)];
        ILookup<string, string> types = files
            .SelectMany(file =>
                file.Syntax.DescendantNodes()
                    .OfType<BaseTypeDeclarationSyntax>()
                    .Select(type => (type.Identifier.Text, file.Namespace))
            )
            .ToLookup(pair => pair.Namespace, pair => pair.Text);
        Dictionary<string, Dictionary<string, string>> arrows = [];
        foreach (TreeFile file in files.Where(file => file.Namespace.Length > 0))
        {
            foreach (string target in Named(file, namespaces).Concat(Enclosing(file, types)))
            {
                if (target != file.Namespace)
                {
                    arrows.TryAdd(file.Namespace, []);
                    arrows[file.Namespace].TryAdd(target, file.Path);
                }
            }
        }

        return arrows;
    }

    private static IEnumerable<string> Named(TreeFile file, HashSet<string> namespaces)
    {
        IEnumerable<string> names = file
            .Syntax.DescendantNodes()
            .OfType<UsingDirectiveSyntax>()
            .Select(line => line.NamespaceOrType.ToString())
            .Concat(file.Syntax.DescendantNodes().OfType<QualifiedNameSyntax>().Select(name => name.ToString()))
            .Concat(
                file.Syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Select(name => name.ToString())
            )
            .Where(name => name.StartsWith("Souk.", StringComparison.Ordinal));
        foreach (string name in names)
        {
            string? nearest = namespaces
                .Where(known => name == known || name.StartsWith(known + ".", StringComparison.Ordinal))
                .MaxBy(known => known.Length);
            if (nearest is not null && !IsOwnNamespaceLine(file, name))
            {
                yield return nearest;
            }
        }
    }

    private static bool IsOwnNamespaceLine(TreeFile file, string name) =>
        file.Namespace == name || file.Namespace.StartsWith(name + ".", StringComparison.Ordinal);

    private static IEnumerable<string> Enclosing(TreeFile file, ILookup<string, string> types)
    {
        HashSet<string> words =
        [
            .. file
                .Syntax.DescendantNodes()
                .OfType<SimpleNameSyntax>()
                .Where(IsFirstWord)
                .Select(name => name.Identifier.Text),
        ];
        for (string outer = Parent(file.Namespace); outer.Length > 0; outer = Parent(outer))
        {
            if (types[outer].Except(types[file.Namespace]).Any(words.Contains))
            {
                yield return outer;
            }
        }
    }

    /// <summary>False for the name behind a dot and for the name in front of a colon or an equals sign of an argument.</summary>
    private static bool IsFirstWord(SimpleNameSyntax name) =>
        name.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression == name,
            QualifiedNameSyntax qualified => qualified.Left == name,
            MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax => false,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left != name,
            _ => true,
        };

    private static string Parent(string name) => name.Contains('.') ? name[..name.LastIndexOf('.')] : "";

    /// <summary>The shortest way from a folder back to itself.</summary>
    private static List<string>? Path(Dictionary<string, Dictionary<string, string>> arrows, string start)
    {
        Queue<List<string>> paths = new([
            [start],
        ]);
        HashSet<string> seen = [];
        while (paths.TryDequeue(out List<string>? path))
        {
            foreach (string next in arrows.GetValueOrDefault(path[^1])?.Keys ?? Enumerable.Empty<string>())
            {
                if (next == start)
                {
                    return path;
                }

                if (seen.Add(next))
                {
                    paths.Enqueue([.. path, next]);
                }
            }
        }

        return null;
    }

    private static string Describe(Dictionary<string, Dictionary<string, string>> arrows, List<string> cycle) =>
        "cycle: "
        + string.Join(
            "; ",
            cycle.Select(
                (from, index) =>
                {
                    string to = cycle[(index + 1) % cycle.Count];
                    return $"{from} → {to} ({arrows[from][to]})";
                }
            )
        );
}
