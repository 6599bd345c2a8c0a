using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests.Rules;

/// <summary>What makes runs differ, or leaves work undone. The analyzer bans most of it too; this looks at every file.</summary>
internal static partial class BannedCode
{
    private static readonly string[] _names =
    [
        "DateTime.Now",
        "DateTime.UtcNow",
        "DateTime.Today",
        "DateTimeOffset.Now",
        "DateTimeOffset.UtcNow",
        "Random.Shared",
        "Guid.NewGuid",
        "Thread.Sleep",
    ];

    private static readonly string[] _symbols =
    [
        "P:System.DateTime.Now;",
        "P:System.DateTime.UtcNow;",
        "P:System.DateTimeOffset.UtcNow;",
        "T:System.Random;",
        "M:System.Guid.NewGuid;",
    ];

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b|\bSkip\s*=\s*""|\[Ignore\b|Assert\.Skip")]
    private static partial Regex Leftover { get; }

    [GeneratedRegex(@"RS0030|<TreatWarningsAsErrors>\s*false|<RunAnalyzers\w*>\s*false")]
    private static partial Regex Muzzle { get; }

    /// <summary>Names that only appear where a program is composed, or nowhere.</summary>
    public static IEnumerable<string> Names(Tree tree)
    {
        foreach (TreeFile file in tree.Sources)
        {
            foreach (
                MemberAccessExpressionSyntax access in file
                    .Syntax.DescendantNodes()
                    .OfType<MemberAccessExpressionSyntax>()
            )
            {
                string name = access.ToString();
                string? banned = _names.FirstOrDefault(known => name == known || name == "System." + known);
                bool isClock = name == "TimeProvider.System" && file.Project != "Cli";
                if (banned is not null || isClock)
                {
                    yield return $"{file.At(access)}: {name}";
                }
            }

            foreach (
                ObjectCreationExpressionSyntax made in file
                    .Syntax.DescendantNodes()
                    .OfType<ObjectCreationExpressionSyntax>()
            )
            {
                if (made.Type.ToString() is "Random" or "System.Random")
                {
                    yield return $"{file.At(made)}: {made}";
                }
            }
        }
    }

    /// <summary>Simulation is arrays in, arrays out: it touches no file and names no input or output library.</summary>
    public static IEnumerable<string> Files(Tree tree)
    {
        string[] types =
        [
            "File",
            "Directory",
            "FileInfo",
            "DirectoryInfo",
            "FileStream",
            "StreamReader",
            "StreamWriter",
        ];
        foreach (TreeFile file in tree.Sources.Where(file => file.Project == "Simulation"))
        {
            foreach (NameSyntax name in file.Syntax.DescendantNodes().OfType<NameSyntax>())
            {
                bool isLibrary =
                    name is QualifiedNameSyntax && name.ToString().StartsWith("System.IO", StringComparison.Ordinal);
                bool isType =
                    types.Contains(name.ToString())
                    && name.Parent is MemberAccessExpressionSyntax or ObjectCreationExpressionSyntax
                    && (name.Parent as MemberAccessExpressionSyntax)?.Name != name;
                if (isLibrary || isType)
                {
                    yield return $"{file.At(name)}: {name} inside Simulation";
                }
            }
        }
    }

    public static IEnumerable<string> Leftovers(Tree tree) =>
        from file in tree.Files
        where !Tree.IsSample(file) && (file.IsUnder("src") || file.IsUnder("tests") || file.IsUnder("notebooks"))
        where file.Is(".cs") || file.Is(".ts") || file.Is(".cshtml") || file.Is(".sql") || file.Is(".ipynb")
        from line in file.Text.Split('\n').Select((text, index) => (Text: text, Number: index + 1))
        where Leftover.IsMatch(line.Text)
        select $"{file.Path}:{line.Number}: {line.Text.Trim()}";

    /// <summary>The analyzer is on in every project, and nobody silences it.</summary>
    public static IEnumerable<string> Wiring(Tree tree)
    {
        string props = tree.Find("Directory.Build.props")?.Text ?? "";
        string symbols = tree.Find("BannedSymbols.txt")?.Text ?? "";
        string[] wired =
        [
            "Microsoft.CodeAnalysis.BannedApiAnalyzers",
            "BannedSymbols.txt",
            "BannedSymbols.Simulation.txt",
        ];
        foreach (string part in wired.Where(part => !props.Contains(part, StringComparison.Ordinal)))
        {
            yield return $"Directory.Build.props: {part} is not wired";
        }

        foreach (string symbol in _symbols.Where(symbol => !symbols.Contains(symbol, StringComparison.Ordinal)))
        {
            yield return $"BannedSymbols.txt: {symbol} is missing";
        }

        IEnumerable<TreeFile> settings = tree.Files.Where(file =>
            !Tree.IsSample(file)
            && (file.Is(".csproj") || file.Is(".props") || file.Is(".cs") || file.Is(".editorconfig"))
        );
        foreach (TreeFile file in settings.Where(file => Muzzle.IsMatch(file.Text)))
        {
            yield return $"{file.Path}: silences an analyzer ({Muzzle.Match(file.Text).Value})";
        }

        foreach (
            TreeFile file in settings.Where(file => file.Name == "Directory.Build.props" && file.Folder.Length > 0)
        )
        {
            if (!file.Text.Contains("GetPathOfFileAbove", StringComparison.Ordinal))
            {
                yield return $"{file.Path}: hides the root's Directory.Build.props";
            }
        }
    }
}
