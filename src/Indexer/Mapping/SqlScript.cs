namespace Souk.Indexer.Mapping;

/// <summary>Splits SQL into statements and finds the parameters of each.</summary>
/// <remarks>Knows single- and double-quoted text, line and block comments; DuckDB's dollar-quoted text is not
/// supported.</remarks>
internal static class SqlScript
{
    /// <exception cref="FormatException">A quote or comment without end, or a parameter not in
    /// <paramref name="known"/>; names the line.</exception>
    public static IReadOnlyList<MappingStatement> Split(string text, IReadOnlyList<string> known)
    {
        List<MappingStatement> statements = [];
        List<string> parameters = [];
        int begin = -1;
        int at = 0;
        while (at < text.Length)
        {
            int end = EndOfToken(text, at);
            bool isBlank = char.IsWhiteSpace(text[at]) || IsComment(text, at);
            if (text[at] == ';')
            {
                AddStatement(at);
            }
            else if (!isBlank && begin < 0)
            {
                begin = at;
            }

            if (text[at] == '$')
            {
                AddParameter(text[(at + 1)..end], at);
            }

            at = end;
        }

        AddStatement(text.Length);
        return statements;

        void AddStatement(int end)
        {
            if (begin >= 0)
            {
                statements.Add(new MappingStatement(text[begin..end].TrimEnd(), LineAt(text, begin), [.. parameters]));
            }

            parameters.Clear();
            begin = -1;
        }

        void AddParameter(string name, int place)
        {
            if (!known.Contains(name))
            {
                string names = string.Join(", ", known.Select(word => "$" + word));
                throw new FormatException($"line {LineAt(text, place)}: unknown parameter '${name}'; use {names}.");
            }

            if (!parameters.Contains(name))
            {
                parameters.Add(name);
            }
        }
    }

    /// <summary>All words outside comments and text, without the quotes of names.</summary>
    public static IReadOnlySet<string> WordsOf(string sql)
    {
        HashSet<string> words = [];
        int at = 0;
        while (at < sql.Length)
        {
            int end = EndOfToken(sql, at);
            if (sql[at] == '"')
            {
                words.Add(sql[(at + 1)..(end - 1)]);
            }
            else if (EndOfWord(sql, at) is var wordEnd && wordEnd > at)
            {
                words.Add(sql[at..wordEnd]);
                end = wordEnd;
            }

            at = end;
        }

        return words;
    }

    /// <summary>The text with spaces for all that stands in quotes and comments; as long as before.</summary>
    /// <exception cref="FormatException">A quote or comment without end; names the line.</exception>
    public static string Blank(string text)
    {
        char[] blank = text.ToCharArray();
        for (int at = 0; at < text.Length; )
        {
            int end = EndOfToken(text, at);
            if (text[at] is '\'' or '"' || IsComment(text, at))
            {
                blank.AsSpan(at, end - at).Fill(' ');
            }

            at = end;
        }

        return new string(blank);
    }

    private static int EndOfToken(string text, int at) =>
        text[at] switch
        {
            '\'' or '"' => EndOfQuote(text, at),
            '-' when IsComment(text, at) => text.IndexOf('\n', at) is var line and >= 0 ? line + 1 : text.Length,
            '/' when IsComment(text, at) => text.IndexOf("*/", at, StringComparison.Ordinal) is var close and >= 0
                ? close + 2
                : throw new FormatException($"line {LineAt(text, at)}: a comment does not end."),
            '$' => EndOfWord(text, at + 1),
            _ => at + 1,
        };

    private static bool IsComment(string text, int at) =>
        text.AsSpan(at).StartsWith("--", StringComparison.Ordinal)
        || text.AsSpan(at).StartsWith("/*", StringComparison.Ordinal);

    // A doubled quote inside reads as two quotes side by side: the split is the same.
    private static int EndOfQuote(string text, int at) =>
        text.IndexOf(text[at], at + 1) is var close and >= 0
            ? close + 1
            : throw new FormatException($"line {LineAt(text, at)}: text in quotes does not end.");

    private static int EndOfWord(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }

        return at;
    }

    private static int LineAt(string text, int at) => 1 + text.AsSpan(0, at).Count('\n');
}
