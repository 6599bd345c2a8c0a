using System.Text.RegularExpressions;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests.Rules;

/// <summary>A page brings the texts that its scripts say: without them a reader sees keys.</summary>
internal static partial class ScriptTexts
{
    private const string Layout = "src/Dashboards/Pages/Shared/_Layout.cshtml";

    [GeneratedRegex(@"src=""/dist/([a-z]+)\.js""")]
    private static partial Regex Loaded { get; }

    [GeneratedRegex(@"from ""\./([a-z]+)\.js""")]
    private static partial Regex Imported { get; }

    [GeneratedRegex(@"""([a-z-]+)\.[a-z0-9-]+""")]
    private static partial Regex Named { get; }

    [GeneratedRegex(@"name=""_Words"" model='([^']*)'")]
    private static partial Regex Brought { get; }

    [GeneratedRegex("\"([a-z-]+)\"")]
    private static partial Regex Group { get; }

    /// <summary>Groups of texts that a script of a page says, itself or by another script, and that neither the page nor its
    /// layout brings.</summary>
    public static IEnumerable<string> Missing(Tree tree) =>
        from page in tree.Files
        where page.IsUnder("src/Dashboards/Pages") && page.Is(".cshtml")
        from script in Loaded.Matches(page.Text).Select(match => match.Groups[1].Value)
        from @group in GroupsOf(tree, script, []).Except(BroughtBy(page).Concat(BroughtBy(tree.Find(Layout)))).Order()
        select $"{page.Path} loads {script}.js and does not bring \"{@group}\"";

    private static IEnumerable<string> GroupsOf(Tree tree, string script, HashSet<string> seen)
    {
        if (!seen.Add(script) || tree.Find($"src/Dashboards/Islands/{script}.ts") is not { } island)
        {
            return [];
        }

        string words = tree.Find("src/Dashboards/Wordings/words.en.txt")!.Text;
        return Named
            .Matches(island.Text)
            .Where(key => $"\n{words}".Contains($"\n{key.Value.Trim('"')} = ", StringComparison.Ordinal))
            .Select(key => key.Groups[1].Value)
            .Concat(Imported.Matches(island.Text).SelectMany(other => GroupsOf(tree, other.Groups[1].Value, seen)))
            .Distinct()
            .ToList();
    }

    private static IEnumerable<string> BroughtBy(TreeFile? page) =>
        Brought
            .Matches(page?.Text ?? "")
            .SelectMany(block => Group.Matches(block.Groups[1].Value))
            .Select(one => one.Groups[1].Value);
}
