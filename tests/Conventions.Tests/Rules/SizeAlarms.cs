using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests.Rules;

/// <summary>A file or method this long hides a concept that has no name yet.</summary>
internal static class SizeAlarms
{
    private const int SourceLinesMax = 300;
    private const int TestLinesMax = 500;
    private const int MethodLinesMax = 60;

    private static readonly string[] _extensions = [".cs", ".ts", ".cshtml", ".css", ".sql"];

    /// <summary>Paths that may ring, each with its reason. Empty: nothing has needed it.</summary>
    private static readonly Dictionary<string, string> _excused = [];

    public static IEnumerable<string> Broken(Tree tree)
    {
        foreach (
            TreeFile file in tree.Files.Where(file => _extensions.Any(file.Is) && !_excused.ContainsKey(file.Path))
        )
        {
            int linesMax = file.IsUnder("tests") ? TestLinesMax : SourceLinesMax;
            if ((file.IsUnder("src") || file.IsUnder("tests")) && file.LineCount > linesMax)
            {
                yield return $"{file.Path}: {file.LineCount} lines, more than {linesMax}";
            }
        }

        foreach (TreeFile file in tree.Sources.Where(file => !_excused.ContainsKey(file.Path)))
        {
            foreach ((SyntaxNode node, int lines) in Methods(file).Where(method => method.Lines > MethodLinesMax))
            {
                yield return $"{file.At(node)}: a method of {lines} lines, more than {MethodLinesMax}";
            }
        }
    }

    private static IEnumerable<(SyntaxNode Node, int Lines)> Methods(TreeFile file)
    {
        IEnumerable<SyntaxNode> bodies = file
            .Syntax.DescendantNodes()
            .Where(node =>
                node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
            );
        foreach (SyntaxNode node in bodies)
        {
            yield return (node, Lines(node, node));
        }

        if (file.Syntax.Members.OfType<GlobalStatementSyntax>().ToList() is { Count: > 0 } statements)
        {
            yield return (statements[0], Lines(statements[0], statements[^1]));
        }
    }

    private static int Lines(SyntaxNode first, SyntaxNode last) =>
        last.GetLocation().GetLineSpan().EndLinePosition.Line
        - first.GetLocation().GetLineSpan().StartLinePosition.Line
        + 1;
}
