using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Souk.Kernel.Scripts;

/// <summary>Names that can stand at the cursor.</summary>
/// <param name="Start">Where the text that they replace starts.</param>
internal sealed record Completion(IReadOnlyList<string> Names, int Start, int End)
{
    private const int NameCountMax = 1_000;

    public static Completion At(ScriptSession session, string code, int cursor)
    {
        int start = cursor;
        while (start > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[start - 1]))
        {
            start--;
        }

        string prefix = code[start..cursor];
        (SemanticModel model, SyntaxNode root) = session.Analyze(code[..cursor]);
        SyntaxNode? owner = OwnerBefore(root, start);
        IEnumerable<string> names = owner is null
            ? VisibleNames(model, start).Concat(session.Names)
            : MemberNames(model, owner);
        return new Completion(
            [
                .. names
                    .Where(name => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                    .Where(SyntaxFacts.IsValidIdentifier)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.OrdinalIgnoreCase)
                    .Take(NameCountMax),
            ],
            start,
            cursor
        );
    }

    /// <summary>The expression or name in front of a dot that ends right before a position.</summary>
    private static SyntaxNode? OwnerBefore(SyntaxNode root, int position)
    {
        if (position == 0)
        {
            return null;
        }

        SyntaxToken token = root.FindToken(position - 1);
        return token.IsKind(SyntaxKind.DotToken)
            ? token.Parent switch
            {
                MemberAccessExpressionSyntax access => access.Expression,
                QualifiedNameSyntax name => name.Left,
                MemberBindingExpressionSyntax { Parent: ConditionalAccessExpressionSyntax access } => access.Expression,
                _ => null,
            }
            : null;
    }

    private static IEnumerable<string> VisibleNames(SemanticModel model, int position) =>
        model
            .LookupSymbols(position)
            .Select(symbol => symbol.Name)
            .Concat(SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText));

    private static IEnumerable<string> MemberNames(SemanticModel model, SyntaxNode owner)
    {
        ISymbol? symbol = model.GetSymbolInfo(owner).Symbol;
        if (symbol is INamespaceOrTypeSymbol container)
        {
            return model
                .LookupSymbols(owner.Span.End, container)
                .Where(member => container is INamespaceSymbol || member.IsStatic || member is ITypeSymbol)
                .Select(member => member.Name);
        }

        return model.GetTypeInfo(owner).Type is { } type
            ? model
                .LookupSymbols(owner.Span.End, type, includeReducedExtensionMethods: true)
                .Where(member => !member.IsStatic || member is IMethodSymbol { IsExtensionMethod: true })
                .Select(member => member.Name)
            : [];
    }
}
