using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Souk.Kernel.Scripts;

/// <summary>Finds where a cell must ask whether it was interrupted: on each turn of a loop, behind each label, and at
/// the start of each block and lambda that can be called. Functions with a block stay whole.</summary>
/// <param name="model">Tells what lambdas become; null where the cell has none that matter.</param>
internal sealed class PollInsertions(SemanticModel? model) : CSharpSyntaxWalker
{
    private const string Poll = "global::Souk.Kernel.Cells.Interrupts.Poll();";

    private const string Whole =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]";

    private readonly List<Insertion> _insertions = [];

    /// <summary>The text with its polls. No line is added, so lines keep their numbers.</summary>
    /// <param name="root">Without syntax errors.</param>
    /// <param name="analyze">Gives the model of the root; costs as much as a compilation.</param>
    public static InsertedText Apply(SyntaxNode root, Func<SemanticModel> analyze)
    {
        bool hasLambdas = root.DescendantNodes()
            .Any(node => node is LambdaExpressionSyntax { ExpressionBody: not null });
        PollInsertions walker = new(hasLambdas ? analyze() : null);
        walker.Visit(root);
        return new InsertedText(root.ToFullString(), walker._insertions);
    }

    public override void DefaultVisit(SyntaxNode node)
    {
        switch (node)
        {
            case WhileStatementSyntax loop:
                AddToBody(loop.Statement);
                break;
            case DoStatementSyntax loop:
                AddToBody(loop.Statement);
                break;
            case ForStatementSyntax loop:
                AddToBody(loop.Statement);
                break;
            case CommonForEachStatementSyntax loop:
                AddToBody(loop.Statement);
                break;
            case LabeledStatementSyntax label:
                Add(label.ColonToken.Span.End, Poll);
                break;
            case LambdaExpressionSyntax { ExpressionBody: { } body } lambda:
                AddToLambda(lambda, body);
                break;
            case MethodDeclarationSyntax { Body: { } body } method:
                AddWhole(method.AttributeLists, method.Modifiers, method.ReturnType);
                AddToBlock(body);
                break;
            case LocalFunctionStatementSyntax { Body: { } body } function:
                AddWhole(function.AttributeLists, function.Modifiers, function.ReturnType);
                AddToBlock(body);
                break;
            case BaseMethodDeclarationSyntax or AnonymousFunctionExpressionSyntax:
                AddToBlock(node.ChildNodes().OfType<BlockSyntax>().FirstOrDefault());
                break;
        }

        base.DefaultVisit(node);
    }

    private void AddToBody(StatementSyntax body)
    {
        if (body is BlockSyntax block)
        {
            AddToBlock(block);
            return;
        }

        Add(body.SpanStart, "{" + Poll);
        Add(body.Span.End, "}");
    }

    // An expression becomes a block, except where it is data (an expression tree) or hands out a reference.
    private void AddToLambda(LambdaExpressionSyntax lambda, ExpressionSyntax body)
    {
        bool isCode = model?.GetTypeInfo(lambda).ConvertedType?.TypeKind == TypeKind.Delegate;
        if (!isCode || body is RefExpressionSyntax || model!.GetSymbolInfo(lambda).Symbol is not IMethodSymbol method)
        {
            return;
        }

        bool hasValue =
            !method.ReturnsVoid
            && !(method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false })
            && body is not ThrowExpressionSyntax;
        Add(body.SpanStart, "{" + Poll + (hasValue ? "return " : ""));
        Add(body.Span.End, ";}");
    }

    // A function of several lines is a line of its own in a traceback: it is not woven into those that call it.
    private void AddWhole(SyntaxList<AttributeListSyntax> attributes, SyntaxTokenList modifiers, TypeSyntax returned)
    {
        bool isStated = attributes
            .SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString().Contains("MethodImpl", StringComparison.Ordinal));
        if (!isStated)
        {
            Add(modifiers.Count > 0 ? modifiers[0].SpanStart : returned.SpanStart, Whole);
        }
    }

    private void AddToBlock(BlockSyntax? block)
    {
        if (block is not null)
        {
            Add(block.OpenBraceToken.Span.End, Poll);
        }
    }

    private void Add(int position, string text) => _insertions.Add(new Insertion(position, text));
}
