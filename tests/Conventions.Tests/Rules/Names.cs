using Microsoft.CodeAnalysis.CSharp.Syntax;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests.Rules;

/// <summary>Folders name ideas, namespaces follow folders, and no type is called like its namespace.</summary>
internal static class Names
{
    private static readonly string[] _kinds = ["common", "utils", "util", "helpers", "models", "interfaces"];

    public static IEnumerable<string> Folders(Tree tree) =>
        tree
            .Files.Where(file => file.IsUnder("src") || file.IsUnder("tests"))
            .Select(file => file.Folder)
            .Distinct()
            .Where(folder => folder.Split('/').Any(part => _kinds.Contains(part.ToLowerInvariant())))
            .Select(folder => $"{folder}: a folder names an idea, not a kind");

    public static IEnumerable<string> Namespaces(Tree tree)
    {
        foreach (TreeFile file in tree.Code.Where(file => file.Namespace.Length > 0))
        {
            string expected = "Souk." + string.Join('.', file.Folder.Split('/')[1..]);
            if (file.Namespace != expected)
            {
                yield return $"{file.Path}: namespace {file.Namespace} should be {expected}";
            }
        }
    }

    public static IEnumerable<string> Types(Tree tree) =>
        from file in tree.Code
        from type in file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        where type.Identifier.Text == file.Namespace.Split('.')[^1]
        select $"{file.At(type)}: {type.Identifier.Text} has the name of its namespace";
}
