namespace Souk.Simulation.Tests.Catalogues;

/// <summary>The scenarios that pages of docs/mechanisms show.</summary>
internal static class MechanismPage
{
    private const string Opening = "```yaml\n";

    /// <summary>The first scenario of a page, word for word.</summary>
    public static string Example(string page)
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder!, "Analytics.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        string text = File.ReadAllText(Path.Combine(folder!, "docs", "mechanisms", page)).ReplaceLineEndings("\n");
        int first = text.IndexOf(Opening, StringComparison.Ordinal) + Opening.Length;
        return text[first..text.IndexOf("```", first, StringComparison.Ordinal)];
    }
}
