using System.Text.RegularExpressions;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests.Rules;

/// <summary>Pages say nothing of their own where a text has no value in it: it stands in the file of words.</summary>
internal static partial class PageTexts
{
    [GeneratedRegex(@"@\*.*?\*@|<(script|style)\b.*?</\1>", RegexOptions.Singleline)]
    private static partial Regex NoText { get; }

    [GeneratedRegex(
        @"(?:<(?!code)[a-z][\w-]*(?:\s[^<>]*)?|</[a-z][\w-]*)(?<!=)>\s*([^<>@{};=""\\\r\n]*[A-Za-z]{2}[^<>@{};=""\\\r\n]*?)\s*(?=<)"
    )]
    private static partial Regex Node { get; }

    [GeneratedRegex(@"\b(?:aria-label|title|placeholder)=""([^""@{}]*[A-Za-z]{2}[^""@{}]*)""")]
    private static partial Regex Attribute { get; }

    [GeneratedRegex(@"PageWords\.Of\(""([^""]+)""\)")]
    private static partial Regex Asked { get; }

    /// <summary>Texts that stand in a page, each with its file.</summary>
    public static IEnumerable<string> InPlace(Tree tree) =>
        from page in Pages(tree)
        let markup = NoText.Replace(WithoutCode(page.Text), "")
        from found in Node.Matches(markup).Concat(Attribute.Matches(markup))
        where !IsCode(found.Groups[1].Value)
        select $"{page.Path}: {found.Groups[1].Value.Trim()}";

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
            .. Pages(tree).SelectMany(page => Asked.Matches(page.Text)).Select(match => match.Groups[1].Value),
        ];
        return asked
            .Except(known)
            .Select(key => $"{key} has no text")
            .Concat(known.Except(asked).Select(key => $"{key} is asked for by no page"));
    }

    private static IEnumerable<TreeFile> Pages(Tree tree) =>
        tree.Files.Where(file => file.IsUnder("src/Dashboards/Pages") && file.Is(".cshtml"));

    // What stands between braces after an @ is C#.
    private static string WithoutCode(string text)
    {
        for (int start; (start = text.IndexOf("@{", StringComparison.Ordinal)) >= 0; )
        {
            int depth = 0;
            int end = start + 1;
            do
            {
                depth += text[end] switch
                {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                end++;
            } while (depth > 0 && end < text.Length);
            text = text.Remove(start, end - start);
        }

        return text;
    }

    private static bool IsCode(string text) =>
        text.Contains("??", StringComparison.Ordinal)
        || text.Contains("&&", StringComparison.Ordinal)
        || Regex.IsMatch(text, @"\belse\b", RegexOptions.CultureInvariant);
}
