using System.Text.RegularExpressions;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests.Rules;

/// <summary>Pages say nothing of their own, with values or without: it stands in the file of words.</summary>
internal static partial class PageTexts
{
    [GeneratedRegex(@"PageWords\.(?:Of|Plain)\(\s*""([^""]+)""[,)]")]
    private static partial Regex Asked { get; }

    /// <summary>Texts that stand in a page, each with its file.</summary>
    public static IEnumerable<string> InPlace(Tree tree) =>
        from page in Pages(tree)
        from text in new RazorScanner(page.Text).Read()
        where text.OfItsOwn is not null
        select $"{page.Path}: {text.OfItsOwn}";

    /// <summary>Keys that pages ask for and no file of words has, and keys of pages that no page asks for.</summary>
    public static IEnumerable<string> Strays(Tree tree)
    {
        TreeFile words = tree.Find("src/Dashboards/Wordings/words.en.txt")!;
        HashSet<string> known =
        [
            .. words
                .Text.Split('\n')
                .Where(line => !line.StartsWith('#') && line.Contains(" = ", StringComparison.Ordinal))
                .Select(line => line[..line.IndexOf(" = ", StringComparison.Ordinal)])
                .Where(key => key.Split('.')[0] is not ("layout" or "nav" or "tab" or "badge")),
        ];
        HashSet<string> asked =
        [
            .. Askers(tree).SelectMany(page => Asked.Matches(page.Text)).Select(match => match.Groups[1].Value),
        ];
        return asked
            .Except(known)
            .Select(key => $"{key} has no text")
            .Concat(known.Except(asked).Select(key => $"{key} is asked for by no page"));
    }

    private static IEnumerable<TreeFile> Askers(Tree tree) =>
        tree.Files.Where(file => file.IsUnder("src/Dashboards") && (file.Is(".cshtml") || file.Is(".cs")));

    private static IEnumerable<TreeFile> Pages(Tree tree) =>
        tree.Files.Where(file => file.IsUnder("src/Dashboards/Pages") && file.Is(".cshtml"));
}
