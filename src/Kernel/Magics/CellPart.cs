namespace Souk.Kernel.Magics;

/// <summary>A stretch of a cell in one language.</summary>
/// <param name="Magic">The word behind <c>#!</c>; <c>csharp</c> where there is none.</param>
/// <param name="Arguments">The rest of that line.</param>
/// <param name="Text">The lines below it. For C#, empty lines stand for all that came before, so that lines keep their
/// numbers.</param>
internal sealed record CellPart(string Magic, string Arguments, string Text)
{
    public const string CSharp = "csharp";

    /// <summary>Splits a cell at its lines that start with <c>#!</c>.</summary>
    public static IReadOnlyList<CellPart> Split(string code)
    {
        List<CellPart> parts = [];
        string[] lines = code.ReplaceLineEndings("\n").Split('\n');
        (string Magic, string Arguments) current = (CSharp, "");
        int start = 0;
        for (int line = 0; line <= lines.Length; line++)
        {
            if (line < lines.Length && !lines[line].StartsWith("#!", StringComparison.Ordinal))
            {
                continue;
            }

            Add(parts, current, lines, start, line);
            if (line < lines.Length)
            {
                string[] words = lines[line][2..].Trim().Split(' ', 2, StringSplitOptions.TrimEntries);
                current = (
                    words[0] is "c#" or "C#" ? CSharp : words[0].ToLowerInvariant(),
                    words.ElementAtOrDefault(1) ?? ""
                );
                start = line + 1;
            }
        }

        return parts;
    }

    private static void Add(
        List<CellPart> parts,
        (string Magic, string Arguments) part,
        string[] lines,
        int start,
        int end
    )
    {
        string text = string.Join('\n', lines[start..end]);
        bool isCSharp = part.Magic == CSharp;
        if (!isCSharp || text.Trim().Length > 0)
        {
            parts.Add(new CellPart(part.Magic, part.Arguments, isCSharp ? new string('\n', start) + text : text));
        }
    }
}
