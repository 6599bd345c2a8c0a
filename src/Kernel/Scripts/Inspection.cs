using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Souk.Kernel.Scripts;

/// <summary>What the name at the cursor is: its declaration and its summary.</summary>
internal static partial class Inspection
{
    private const int OverloadCountMax = 10;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces { get; }

    /// <returns>Null when there is no name at the cursor, or nobody knows it.</returns>
    public static string? At(ScriptSession session, string code, int cursor)
    {
        (SemanticModel model, SyntaxNode root) = session.Analyze(code);
        if (NameAt(root, cursor) is not { } name)
        {
            return null;
        }

        SymbolInfo info = model.GetSymbolInfo(name);
        IEnumerable<ISymbol> symbols = info.Symbol is { } symbol
            ? [symbol]
            : info.CandidateSymbols.Concat(model.GetMemberGroup(name)).Distinct(SymbolEqualityComparer.Default)!;
        if (model.GetDeclaredSymbol(name.Parent!) is { } declared && !symbols.Any())
        {
            symbols = [declared];
        }

        string text = string.Join("\n\n", symbols.Take(OverloadCountMax).Select(Describe));
        return text.Length == 0 ? null : text;
    }

    // The cursor may stand behind the name, or inside the brackets of a call that is being written.
    private static SyntaxNode? NameAt(SyntaxNode root, int cursor)
    {
        for (int position = Math.Min(cursor, root.FullSpan.End - 1); position >= Math.Max(0, cursor - 1); position--)
        {
            SyntaxNode? node = root.FindToken(position).Parent;
            if (node is SimpleNameSyntax or PredefinedTypeSyntax)
            {
                return node;
            }

            if (node is ArgumentListSyntax { Parent: InvocationExpressionSyntax call })
            {
                return call.Expression is MemberAccessExpressionSyntax access ? access.Name : call.Expression;
            }
        }

        return null;
    }

    private static string Describe(ISymbol symbol)
    {
        string declaration = symbol.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        string summary = Summary(symbol.GetDocumentationCommentXml() ?? "");
        return summary.Length == 0 ? declaration : declaration + "\n" + summary;
    }

    private static string Summary(string xml)
    {
        try
        {
            XElement? summary = xml.Length == 0 ? null : XElement.Parse(xml).Element("summary");
            return summary is null ? "" : Spaces.Replace(Flatten(summary), " ").Trim();
        }
        catch (System.Xml.XmlException)
        {
            return "";
        }
    }

    private static string Flatten(XElement element) =>
        string.Concat(
            element
                .Nodes()
                .Select(node =>
                    node switch
                    {
                        XText text => text.Value,
                        XElement { IsEmpty: true } link => (
                            (string?)link.Attribute("cref") ?? (string?)link.Attribute("name") ?? ""
                        ).Split('.', ':')[^1],
                        XElement inner => Flatten(inner),
                        _ => "",
                    }
                )
        );
}
