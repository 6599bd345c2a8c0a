using System.Text.RegularExpressions;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests.Rules;

/// <summary>Pages say nothing of their own, with values or without: it stands in the file of words.</summary>
internal static partial class PageTexts
{
    [GeneratedRegex(@"(?:PageWords\.(?:Of|Plain)|\bsay)\((?:[^()""]* \? )?\s*""([^""]+)""(?:[,)]| : ""([^""]+)"")")]
    private static partial Regex Asked { get; }

    [GeneratedRegex(@"""([a-z-]+)\.[a-z0-9.-]+""")]
    private static partial Regex Named { get; }

    [GeneratedRegex(@"\? ""(\p{L}{3,})"" : ""(\p{L}{3,})s""")]
    private static partial Regex Plural { get; }

    /// <summary>Texts that stand in a page, each with its file.</summary>
    public static IEnumerable<string> InPlace(Tree tree) =>
        from page in Pages(tree)
        from text in new RazorScanner(page.Text).Read()
        where text.OfItsOwn is not null
        select $"{page.Path}: {text.OfItsOwn}";

    /// <summary>Words of which a page takes one for a single thing and another for many: a language may need more than an s.</summary>
    public static IEnumerable<string> Plurals(Tree tree) =>
        from page in Pages(tree)
        from match in Plural.Matches(page.Text)
        select $"{page.Path}: {match.Value}";

    /// <summary>Keys that pages or code ask for and no file of words has, and keys that neither asks for.</summary>
    public static IEnumerable<string> Strays(Tree tree)
    {
        TreeFile words = tree.Find("src/Dashboards/Wordings/words.en.txt")!;
        HashSet<string> known =
        [
            .. words
                .Text.Split('\n')
                .Where(line => !line.StartsWith('#') && line.Contains(" = ", StringComparison.Ordinal))
                .Select(line => line[..line.IndexOf(" = ", StringComparison.Ordinal)])
                .Where(key => !IsEverywhere(key)),
        ];
        // Tables of what is shown name their keys and ask for them later.
        HashSet<string> asked =
        [
            .. Askers(tree)
                .SelectMany(page => Asked.Matches(page.Text))
                .SelectMany(match => match.Groups.Values.Skip(1))
                .Where(key => key.Success)
                .Select(key => key.Value),
            .. Askers(tree)
                .SelectMany(page => Named.Matches(page.Text))
                .Select(match => match.Value.Trim('"'))
                .Where(known.Contains),
        ];
        return asked
            .Where(key => !IsEverywhere(key))
            .Except(known)
            .Select(key => $"{key} has no text")
            .Concat(known.Except(asked).Select(key => $"{key} is asked for by nobody"));
    }

    // Asked for by keys that are put together; a test of pages sees them.
    private static bool IsEverywhere(string key) =>
        key.Split('.')[0] is "layout" or "nav" or "tab" or "badge" or "finding" or "column";

    private static IEnumerable<TreeFile> Askers(Tree tree) =>
        tree.Files.Where(file =>
            file.IsUnder("src/Dashboards") && (file.Is(".cshtml") || file.Is(".cs") || file.Is(".ts"))
        );

    private static IEnumerable<TreeFile> Pages(Tree tree) =>
        tree.Files.Where(file => file.IsUnder("src/Dashboards/Pages") && file.Is(".cshtml"));
}
