using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Souk.Simulation.Scenarios;

namespace Souk.Research.RuleFiles;

/// <summary>Finds in a rule what would make runs differ: every symbol that it names has to be on a list.</summary>
internal sealed class RuleWalk(SemanticModel model)
{
    private readonly List<ScenarioError> _errors = [];
    private readonly HashSet<int> _lines = [];

    /// <summary>One for each line that names what rules may not.</summary>
    public IReadOnlyList<ScenarioError> Errors()
    {
        foreach (SyntaxNode node in model.SyntaxTree.GetRoot().DescendantNodes())
        {
            Check(node);
        }

        return _errors;
    }

    private void Check(SyntaxNode node)
    {
        switch (node)
        {
            case UsingDirectiveSyntax or NamespaceDeclarationSyntax or FileScopedNamespaceDeclarationSyntax:
                break;
            case LockStatementSyntax or AwaitExpressionSyntax or DestructorDeclarationSyntax:
                Fail(
                    node,
                    $"'{node.GetFirstToken().Text}' is not for rules: a rule has one thread and no life of its own"
                );
                break;
            case AssignmentExpressionSyntax assignment:
                CheckKept(assignment.Left);
                break;
            case PrefixUnaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression
            } unary:
                CheckKept(unary.Operand);
                break;
            case PostfixUnaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression
            } unary:
                CheckKept(unary.Operand);
                break;
            case ArgumentSyntax argument when !argument.RefKindKeyword.IsKind(SyntaxKind.None):
                CheckKept(argument.Expression);
                break;
            case RefExpressionSyntax reference:
                CheckKept(reference.Expression);
                break;
            case VariableDeclaratorSyntax declarator when model.GetDeclaredSymbol(declarator) is IFieldSymbol field:
                CheckMember(declarator, field, field.Type, isShared: field.IsStatic && !field.IsConst);
                break;
            case PropertyDeclarationSyntax { ExpressionBody: null } declared
                when model.GetDeclaredSymbol(declared) is { } property:
                CheckMember(declared, property, property.Type, property.IsStatic);
                break;
            case ExpressionSyntax expression:
                CheckSymbol(expression);
                break;
        }
    }

    private void CheckSymbol(ExpressionSyntax expression)
    {
        ISymbol? symbol = model.GetSymbolInfo(expression).Symbol;
        ITypeSymbol? type = symbol as ITypeSymbol ?? symbol?.ContainingType ?? model.GetTypeInfo(expression).Type;
        string? reason =
            (type is null ? null : RuleSymbols.Refusal(type))
            ?? (symbol is null ? null : RuleSymbols.MemberRefusal(symbol))
            ?? (model.GetTypeInfo(expression).Type is { } result ? RuleSymbols.Refusal(result) : null);
        if (reason is not null)
        {
            Fail(expression, reason);
        }
    }

    // Memory of earlier days in a field would survive into the next run.
    private void CheckKept(ExpressionSyntax target)
    {
        CheckSymbol(target);
        bool isSettingUp = target
            .Ancestors()
            .Any(one => one is ConstructorDeclarationSyntax or MethodDeclarationSyntax { Identifier.Text: "Find" });
        foreach (ExpressionSyntax part in target.DescendantNodesAndSelf().OfType<ExpressionSyntax>())
        {
            ISymbol? symbol = model.GetSymbolInfo(part).Symbol;
            bool isOwn =
                symbol is IFieldSymbol or IPropertySymbol
                && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, model.Compilation.Assembly)
                && (part == target || target is TupleExpressionSyntax);
            if (isOwn && !isSettingUp)
            {
                Fail(
                    part,
                    $"'{symbol!.Name}' is set outside of Find: keep what changes in names.OwnAmount or OwnSignal"
                );
            }
        }
    }

    private void CheckMember(SyntaxNode node, ISymbol member, ITypeSymbol type, bool isShared)
    {
        if (isShared)
        {
            Fail(node, $"'{member.Name}' is static: runs would share it; write const, or a field that Find sets");
        }
        else if (type.TypeKind is TypeKind.Array or TypeKind.Delegate || type.SpecialType == SpecialType.System_Object)
        {
            Fail(
                node,
                $"'{member.Name}' could change from day to day; keep what changes in names.OwnAmount or OwnSignal"
            );
        }
    }

    private void Fail(SyntaxNode node, string message)
    {
        if (_lines.Add(node.GetLocation().GetLineSpan().StartLinePosition.Line))
        {
            _errors.Add(RuleCompiler.ErrorAt(node.GetLocation(), message));
        }
    }
}
