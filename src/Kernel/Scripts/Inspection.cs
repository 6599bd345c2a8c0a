using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Souk.Kernel.Scripts;

/// <summary>What the name at the cursor is: its declaration, what it means, its parameters, its errors and an example.</summary>
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
        return string.Join('\n', [declaration, .. Documentation(symbol.GetDocumentationCommentXml() ?? "")]);
    }

    // Summary, remarks, parameters, result, errors, example: a paragraph each.
    private static IEnumerable<string> Documentation(string xml)
    {
        XElement member;
        try
        {
            member = xml.Length == 0 ? new XElement("none") : XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        }
        catch (System.Xml.XmlException)
        {
            return [];
        }

        return
        [
            .. member.Elements("summary").Select(Words),
            .. member.Elements("remarks").Select(Words),
            .. member
                .Elements("typeparam")
                .Concat(member.Elements("param"))
                .Select(one => $"{Named(one)}: {Words(one)}"),
            .. member.Elements("returns").Select(one => $"Returns: {Words(one)}"),
            .. member.Elements("exception").Select(one => $"Throws {Link(one)}: {Words(one)}"),
            .. member.Elements("example").Select(one => $"Example:\n{Code(one)}"),
        ];
    }

    private static string Words(XElement element) => Spaces.Replace(Flatten(element), " ").Trim();

    private static string Named(XElement element) => (string?)element.Attribute("name") ?? "";

    // Lines of code keep their breaks, and lose what the file indents all of them by.
    private static string Code(XElement element)
    {
        string[] lines =
        [
            .. Flatten(element).TrimEnd().TrimStart('\r', '\n').Split('\n').Select(line => line.TrimEnd()),
        ];
        int indent = lines
            .Where(line => line.Length > 0)
            .Select(line => line.Length - line.TrimStart().Length)
            .DefaultIfEmpty(0)
            .Min();
        return string.Join('\n', lines.Select(line => line.Length < indent ? line : line[indent..]));
    }

    // The last name of what it points to, without what tells kinds and parameters.
    private static string Link(XElement element) =>
        ((string?)element.Attribute("cref") ?? Named(element)).Split('(')[0].Split('.', ':')[^1];

    private static string Flatten(XElement element) =>
        string.Concat(
            element
                .Nodes()
                .Select(node =>
                    node switch
                    {
                        XText text => text.Value,
                        XElement { IsEmpty: true } link => Link(link),
                        XElement inner => Flatten(inner),
                        _ => "",
                    }
                )
        );
}
