using System.Diagnostics;

namespace Souk.Cli.Crates;

/// <summary>Who made a study, as a citation names them.</summary>
/// <param name="Name">Not a placeholder.</param>
internal sealed record CrateAuthor(string Name, string? Email)
{
    private const int GitMs = 5_000;

    private static readonly string[] s_placeholders =
    [
        "author",
        "authors",
        "the authors",
        "the study's authors",
        "your name",
        "name",
        "unknown",
        "anonymous",
        "root",
        "user",
        "n/a",
    ];

    /// <param name="texts">Such as "Ada Lovelace &lt;ada@example.org&gt;"; none takes git's user.name and user.email.</param>
    /// <exception cref="InvalidInputException">Nobody is named, or only a placeholder.</exception>
    public static IReadOnlyList<CrateAuthor> Of(IReadOnlyList<string> texts)
    {
        CrateAuthor[] authors =
            texts.Count > 0
                ? [.. texts.Select(Parse)]
                :
                [
                    new CrateAuthor(
                        GitSays("user.name"),
                        GitSays("user.email") is { Length: > 0 } email ? email : null
                    ),
                ];
        return authors.FirstOrDefault(author => IsPlaceholder(author.Name)) is { } nobody
            ? throw new InvalidInputException(
                $"'{nobody.Name}' names nobody to cite. Give --author \"Ada Lovelace <ada@example.org>\", or set git's user.name."
            )
            : authors;
    }

    /// <summary>Lines of CITATION.cff.</summary>
    public string Citation() =>
        $"  - name: \"{Quoted(Name)}\"\n" + (Email is null ? "" : $"    email: \"{Quoted(Email)}\"\n");

    private static CrateAuthor Parse(string text)
    {
        int bracket = text.IndexOf('<', StringComparison.Ordinal);
        return bracket < 0
            ? new CrateAuthor(text.Trim(), null)
            : new CrateAuthor(text[..bracket].Trim(), text[(bracket + 1)..].TrimEnd('>', ' '));
    }

    private static bool IsPlaceholder(string name) =>
        name.Length < 2
        || s_placeholders.Contains(name.ToLowerInvariant())
        || name.StartsWith('[')
        || name.StartsWith('<');

    private static string Quoted(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string GitSays(string setting)
    {
        try
        {
            ProcessStartInfo start = new("git", ["config", "--get", setting])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process git = Process.Start(start)!;
            string text = git.StandardOutput.ReadToEnd();
            return git.WaitForExit(GitMs) ? text.Trim() : "";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Without git nobody is named.
            return "";
        }
    }
}
