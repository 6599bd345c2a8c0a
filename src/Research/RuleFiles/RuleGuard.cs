using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Souk.Simulation.OwnRules;

namespace Souk.Research.RuleFiles;

/// <summary>Puts a count into every loop and method of a rule, so that one that never ends is stopped where it is.</summary>
/// <remarks>No line moves: errors and names that are asked for keep their places.</remarks>
internal sealed class RuleGuard(SemanticModel model) : CSharpSyntaxRewriter
{
    private const string Budget = $"global::Souk.Simulation.OwnRules.{nameof(RuleBudget)}";

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node) =>
        base.VisitWhileStatement(node) is WhileStatementSyntax loop
            ? loop.WithStatement(Counted(loop.Statement, node))
            : null;

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node) =>
        base.VisitDoStatement(node) is DoStatementSyntax loop
            ? loop.WithStatement(Counted(loop.Statement, node))
            : null;

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) =>
        base.VisitForStatement(node) is ForStatementSyntax loop
            ? loop.WithStatement(Counted(loop.Statement, node))
            : null;

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) =>
        base.VisitForEachStatement(node) is ForEachStatementSyntax loop
            ? loop.WithStatement(Counted(loop.Statement, node))
            : null;

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node) =>
        base.VisitForEachVariableStatement(node) is ForEachVariableStatementSyntax loop
            ? loop.WithStatement(Counted(loop.Statement, node))
            : null;

    public override SyntaxNode? VisitGotoStatement(GotoStatementSyntax node) =>
        Counted((GotoStatementSyntax)base.VisitGotoStatement(node)!, node);

    // Bodies of methods, accessors, local functions and lambdas; those of loops are counted by their loop.
    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        BlockSyntax block = (BlockSyntax)base.VisitBlock(node)!;
        return
            node.Parent
                is BaseMethodDeclarationSyntax
                    or AccessorDeclarationSyntax
                    or LocalFunctionStatementSyntax
                    or AnonymousFunctionExpressionSyntax
            ? block.WithStatements(block.Statements.Insert(0, Call("Enter", node)))
            : block;
    }

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) =>
        base.VisitSimpleLambdaExpression(node) is LambdaExpressionSyntax lambda ? Entered(lambda, node) : null;

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) =>
        base.VisitParenthesizedLambdaExpression(node) is LambdaExpressionSyntax lambda ? Entered(lambda, node) : null;

    public override SyntaxNode? VisitArrowExpressionClause(ArrowExpressionClauseSyntax node)
    {
        ArrowExpressionClauseSyntax arrow = (ArrowExpressionClauseSyntax)base.VisitArrowExpressionClause(node)!;
        return IsVoid(node) ? arrow : arrow.WithExpression(Entered(arrow.Expression, node));
    }

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        MethodDeclarationSyntax method = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        return node.ExpressionBody is { } arrow && IsVoid(arrow)
            ? method
                .WithBody(BodyOf(method.ExpressionBody!, method.SemicolonToken, node))
                .WithExpressionBody(null)
                .WithSemicolonToken(default)
            : method;
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        LocalFunctionStatementSyntax function = (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!;
        return node.ExpressionBody is { } arrow && IsVoid(arrow)
            ? function
                .WithBody(BodyOf(function.ExpressionBody!, function.SemicolonToken, node))
                .WithExpressionBody(null)
                .WithSemicolonToken(default)
            : function;
    }

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        ConstructorDeclarationSyntax made = (ConstructorDeclarationSyntax)base.VisitConstructorDeclaration(node)!;
        return node.ExpressionBody is null
            ? made
            : made.WithBody(BodyOf(made.ExpressionBody!, made.SemicolonToken, node))
                .WithExpressionBody(null)
                .WithSemicolonToken(default);
    }

    public override SyntaxNode? VisitAccessorDeclaration(AccessorDeclarationSyntax node)
    {
        AccessorDeclarationSyntax accessor = (AccessorDeclarationSyntax)base.VisitAccessorDeclaration(node)!;
        return node.ExpressionBody is { } arrow && IsVoid(arrow)
            ? accessor
                .WithBody(BodyOf(accessor.ExpressionBody!, accessor.SemicolonToken, node))
                .WithExpressionBody(null)
                .WithSemicolonToken(default)
            : accessor;
    }

    private LambdaExpressionSyntax Entered(LambdaExpressionSyntax lambda, LambdaExpressionSyntax place) =>
        lambda.ExpressionBody is not { } value ? lambda
        : model.GetSymbolInfo(place).Symbol is IMethodSymbol { ReturnsVoid: true }
            ? lambda
                .WithExpressionBody(null)
                .WithBlock(SyntaxFactory.Block(Call("Enter", place), SyntaxFactory.ExpressionStatement(value)))
        : lambda.WithExpressionBody(Entered(value, place));

    private bool IsVoid(ArrowExpressionClauseSyntax arrow) =>
        arrow.Parent switch
        {
            ConstructorDeclarationSyntax => true,
            AccessorDeclarationSyntax accessor => !accessor.IsKind(SyntaxKind.GetAccessorDeclaration),
            MethodDeclarationSyntax method => model.GetDeclaredSymbol(method) is { ReturnsVoid: true },
            LocalFunctionStatementSyntax function => model.GetDeclaredSymbol(function)
                is IMethodSymbol { ReturnsVoid: true },
            _ => false,
        };

    // The arrow's line ends stay, so that no line moves.
    private static BlockSyntax BodyOf(ArrowExpressionClauseSyntax arrow, SyntaxToken end, SyntaxNode place) =>
        SyntaxFactory.Block(
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTriviaFrom(arrow.ArrowToken),
            [Call("Enter", place), SyntaxFactory.ExpressionStatement(arrow.Expression)],
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithTriviaFrom(end)
        );

    private static ExpressionSyntax Entered(ExpressionSyntax expression, SyntaxNode place) =>
        expression is RefExpressionSyntax or ThrowExpressionSyntax
            ? expression
            : SyntaxFactory
                .ConditionalExpression(
                    SyntaxFactory.ParseExpression($"{Budget}.Enter({LineOf(place)})"),
                    SyntaxFactory.ParenthesizedExpression(expression.WithoutTrivia()),
                    SyntaxFactory.ParseExpression("throw null!")
                )
                .WithTriviaFrom(expression);

    private static BlockSyntax Counted(StatementSyntax body, SyntaxNode loop) =>
        SyntaxFactory.Block(Call("Spend", loop), body);

    private static StatementSyntax Call(string method, SyntaxNode place) =>
        SyntaxFactory.ParseStatement($"{Budget}.{method}({LineOf(place)});");

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
