namespace Souk.Simulation.Formulas;

/// <summary>The text of a formula without what people put into it for their eyes.</summary>
internal static class FormulaText
{
    /// <summary>Its words with one space between them: two formulas that differ in spaces and lines alone are one.</summary>
    /// <exception cref="FormulaException">A character that has no meaning.</exception>
    public static string Canonical(string text)
    {
        List<Symbol> symbols = FormulaLexer.Read(text);
        return string.Join(
            ' ',
            symbols.Zip(symbols.Skip(1), (one, next) => text[(one.Column - 1)..(next.Column - 1)].Trim())
        );
    }

    /// <summary>Where a column of the text is, for people: `column 7`, or `line 2, column 7` of several lines.</summary>
    public static string Place(string text, int column)
    {
        string before = text[..Math.Min(column - 1, text.Length)];
        int line = before.Count(letter => letter == '\n') + 1;
        return line == 1 && !text.TrimEnd().Contains('\n', StringComparison.Ordinal)
            ? $"column {column}"
            : $"line {line}, column {column - 1 - before.LastIndexOf('\n')}";
    }
}
