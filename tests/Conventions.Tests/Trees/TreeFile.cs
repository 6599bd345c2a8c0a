using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Souk.Conventions.Tests.Trees;

/// <summary>One tracked file: its path from the repository root, with forward slashes, and its text.</summary>
internal sealed class TreeFile(string path, string text)
{
    private readonly Lazy<CompilationUnitSyntax> _syntax = new(() =>
        CSharpSyntaxTree
            .ParseText(text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview))
            .GetCompilationUnitRoot()
    );

    public string Path { get; } = path;

    public string Text { get; } = text;

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string Folder => Path.Contains('/') ? Path[..Path.LastIndexOf('/')] : "";

    /// <summary>The C# syntax; only of use for files that hold C#.</summary>
    public CompilationUnitSyntax Syntax => _syntax.Value;

    public string Namespace =>
        Syntax.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault() is { } declared
            ? declared.Name.ToString()
            : "";

    public int LineCount => Text.Length == 0 ? 0 : Text.AsSpan().Count('\n') + (Text.EndsWith('\n') ? 0 : 1);

    /// <summary>"path:line" of a node, as editors and terminals understand it.</summary>
    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public bool Is(string extension) => Path.EndsWith(extension, StringComparison.Ordinal);

    /// <summary>The project of a file under src/ or tests/, such as "Warehouse"; empty elsewhere.</summary>
    public string Project => Path.Split('/') is ["src" or "tests", var project, _, ..] ? project : "";
}
