using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Souk.Kernel.Scripts;

/// <summary>Something that a cell declares for later ones.</summary>
/// <param name="Key">The same for what hides each other: variables of a name, types of a name and arity, methods of a
/// signature.</param>
internal readonly record struct Declaration(string Name, string Key);

/// <summary>What cells tell each other.</summary>
internal static class Declarations
{
    // As the compiler names them: GeneratedNames of Roslyn, MakeAnonymousTypeTemplateName and MakeSynthesizedDelegateName.
    private static readonly string[] s_unnamed = ["<>f__Anonymous", "<>A", "<>F"];

    /// <summary>Each name that a cell mentions or declares, once.</summary>
    public static IEnumerable<string> Mentions(SyntaxNode root) =>
        root.DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
            .Select(token => token.ValueText)
            .Distinct(StringComparer.Ordinal);

    public static IReadOnlyList<Declaration> Of(CSharpCompilation compilation) =>
        [
            .. Members(compilation)
                .Where(member => member.CanBeReferencedByName)
                .Select(member => new Declaration(member.Name, Key(member))),
        ];

    /// <summary>The namespaces that a cell opens for itself and those to come.</summary>
    public static IReadOnlyList<string> OpenedNamespaces(CSharpCompilation compilation) =>
        [.. Usings(compilation).Where(IsPlain).Select(opened => opened.NamespaceOrType.ToString())];

    /// <summary>True if a later cell may depend on it without mentioning a name that it declares, and not only by a namespace
    /// that it opens: by a short name for something, or an extension that the language itself looks for.</summary>
    public static bool ReachBeyondNames(CSharpCompilation compilation) =>
        !Usings(compilation).All(IsPlain)
        || Members(compilation)
            .Any(member => member is IMethodSymbol { IsExtensionMethod: true } or INamedTypeSymbol { IsStatic: true });

    /// <summary>True if a cell has types whose names the compiler makes up, from the cell's place in the chain, and which later cells
    /// share where theirs would be alike: anonymous types, also of queries, and delegates that no library has.</summary>
    /// <param name="image">What the cell became.</param>
    public static bool HaveUnnamedTypes(Stream image)
    {
        image.Position = 0;
        using PEReader file = new(image, PEStreamOptions.LeaveOpen);
        MetadataReader metadata = file.GetMetadataReader();
        return metadata
            .TypeDefinitions.Select(handle => metadata.GetString(metadata.GetTypeDefinition(handle).Name))
            .Any(name => Array.Exists(s_unnamed, start => name.StartsWith(start, StringComparison.Ordinal)));
    }

    private static SyntaxList<UsingDirectiveSyntax> Usings(CSharpCompilation compilation) =>
        compilation.SyntaxTrees[0].GetCompilationUnitRoot().Usings;

    private static bool IsPlain(UsingDirectiveSyntax opened) =>
        opened.Alias is null && opened.StaticKeyword.IsKind(SyntaxKind.None);

    private static IEnumerable<ISymbol> Members(CSharpCompilation compilation) => compilation.ScriptClass!.GetMembers();

    private static string Key(ISymbol member) =>
        member switch
        {
            // The comment's name of a method has the full names of its parameters' types, cells included.
            IMethodSymbol method => method
                .GetDocumentationCommentId()!
                .Replace($"M:{method.ContainingType.Name}.", "method ", StringComparison.Ordinal),
            INamedTypeSymbol type => $"type {type.MetadataName}",
            _ => $"variable {member.Name}",
        };
}
