using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests.Rules;

/// <summary>What readers see stands in the file of words, and in no literal of the code that serves them.</summary>
/// <remarks>A literal reads as text when it is a capitalised word or has two words one after the other; values in it count as none.</remarks>
internal static partial class SpokenLiterals
{
    /// <summary>Files whose literals are for no reader of a page, each with its reason; a folder ends with a slash.</summary>
    private static readonly Dictionary<string, string> _excused = new(StringComparer.Ordinal)
    {
        ["src/Dashboards/Api/"] = "describes and refuses to programs, whose keys are English",
        ["src/Dashboards/Access/AccessPolicy.cs"] = "is said to who starts the server",
        ["src/Dashboards/Access/AccessScope.cs"] = "is said to who starts the server",
        ["src/Dashboards/Access/Asker.cs"] = "names of headers, and of askers in the log",
        ["src/Dashboards/Access/KeyFile.cs"] = "is said to who makes keys",
        ["src/Dashboards/Access/OriginRule.cs"] = "names of headers",
        ["src/Dashboards/Exports/ParquetFile.cs"] = "SQL",
        ["src/Dashboards/PortInUseException.cs"] = "is said to who starts the server",
        ["src/Dashboards/EventStudies/StudyCommand.cs"] = "commands of a terminal",
        ["src/Dashboards/Scenarios/Recomputation.cs"] = "commands of a terminal",
        ["src/Dashboards/EventStudies/Stage.cs"] = "names of stages in files; readers get others",
        ["src/Dashboards/Pages/WhatIsPlanned/Index.cshtml.cs"] = "names of a form's fields; their labels are words",
        ["src/Dashboards/Scenarios/AllocationDraft.cs"] = "names of a form's fields",
        ["src/Dashboards/Wordings/"] = "speaks of words, to who writes them",
    };

    /// <summary>Literals that are no words of a language: names that files and calendars give to what they say of themselves.</summary>
    private static readonly HashSet<string> _names =
    [
        "as of",
        "scenario hash",
        "first day of the design",
        "not followed",
        "Origin",
        "Sql",
        "Table",
    ];

    /// <summary>Thrown at who calls or publishes, never at who reads.</summary>
    private static readonly HashSet<string> _operatorExceptions =
    [
        "ArgumentException",
        "ArgumentOutOfRangeException",
        "NotSupportedException",
        "PublicationException",
        "UnreachableException",
    ];

    /// <summary>Words of islands that are none of a language: keys and headers.</summary>
    private static readonly HashSet<string> _islandNames = ["Home", "End", "Escape", "Accept"];

    [GeneratedRegex(@"/\*.*?\*/|(?<!:)//[^\n]*|new Error\([^)]*\)", RegexOptions.Singleline)]
    private static partial Regex Comment { get; }

    [GeneratedRegex(@"""[^""\n]*""|`[^`]*`")]
    private static partial Regex Literal { get; }

    [GeneratedRegex(@"\$\{[^}]*\}")]
    private static partial Regex Value { get; }

    [GeneratedRegex(@"<code>[^<]*</code>|<[^>]*>")]
    private static partial Regex Tag { get; }

    [GeneratedRegex(@"^\p{Lu}\p{Ll}+(-\p{Ll}+)?$")]
    private static partial Regex Capitalised { get; }

    [GeneratedRegex(@"\p{L}['’]?[,;:.)%]*[ ]+[(“]?\p{L}{2,}|%[ ]\p{L}{2,}|\p{L}{2,}[ ]\{\}|\{\}[,;:.%]*[ ]\p{L}{2,}")]
    private static partial Regex Words { get; }

    [GeneratedRegex(
        @"^\s*(select |with \w+ as|copy (from|\()|attach '|create table|cast\(|detach )|^[\w-]+/[\w.+-]+; charset=|^[yMdHhmsfTZ':,. -]+$|^base: |'self'|'none'|realm=|^\s*\)|^new URL|\[[a-z-]+[\]=]|^\(prefers-"
    )]
    private static partial Regex Code { get; }

    /// <summary>Literals of pages' C# that read as text, each with its place.</summary>
    public static IEnumerable<string> InCode(Tree tree) =>
        from file in tree.Sources
        where file.IsUnder("src/Dashboards") && !IsExcused(file)
        from node in file.Syntax.DescendantNodes()
        let text = TextOf(node)
        where text is not null && ReadsAsText(text) && !node.Ancestors().Any(IsForOperators)
        select $"{file.At(node)}: {text}";

    /// <summary>Literals of islands that read as text, each with its file.</summary>
    public static IEnumerable<string> InIslands(Tree tree) =>
        from file in tree.Files
        where file.IsUnder("src/Dashboards/Islands") && file.Is(".ts")
        from literal in Literal.Matches(Comment.Replace(file.Text, ""))
        let text = Value.Replace(literal.Value[1..^1], "{}")
        where ReadsAsText(text) && !_islandNames.Contains(text)
        select $"{file.Path}: {text}";

    private static bool IsForOperators(SyntaxNode parent) =>
        parent is AttributeSyntax
        || parent is ObjectCreationExpressionSyntax { Parent: ThrowExpressionSyntax or ThrowStatementSyntax } thrown
            && _operatorExceptions.Contains(thrown.Type.ToString());

    private static bool IsExcused(TreeFile file) =>
        _excused.Keys.Any(path => path.EndsWith('/') ? file.IsUnder(path.TrimEnd('/')) : file.Path == path);

    private static string? TextOf(SyntaxNode node) =>
        node switch
        {
            LiteralExpressionSyntax { Token.Value: string text } => text,
            InterpolatedStringExpressionSyntax parts => string.Concat(
                parts.Contents.Select(part =>
                    part is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : "{}"
                )
            ),
            _ => null,
        };

    private static bool ReadsAsText(string text) =>
        !Code.IsMatch(text)
        && !_names.Contains(text)
        && Tag.Replace(text, "") is var said
        && (Capitalised.IsMatch(said) || Words.IsMatch(said));
}
