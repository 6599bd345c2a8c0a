using System.Globalization;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Formulas;

internal enum SymbolKind
{
    End,
    Number,
    Word,
    Mark,
}

/// <summary>A piece of a formula's text.</summary>
/// <param name="Exact">The number without rounding.</param>
internal readonly record struct Symbol(
    SymbolKind Kind,
    string Text,
    double Number,
    int Column,
    Fraction Exact = default
);

/// <summary>Cuts a formula into numbers (`300M`, `0.5`), words (`fees.collected`) and marks (`&lt;=`).</summary>
internal static class FormulaLexer
{
    /// <summary>Longer formulas are refused: a rule of that length belongs into C#.</summary>
    private const int LengthMax = 2_000;

    private static readonly string[] s_marks =
    [
        "<=",
        ">=",
        "==",
        "!=",
        "+",
        "-",
        "*",
        "/",
        "^",
        "%",
        "(",
        ")",
        ",",
        "<",
        ">",
    ];

    public static List<Symbol> Read(string text)
    {
        if (text.Length > LengthMax)
        {
            throw new FormulaException($"{text.Length} characters are more than {LengthMax}", LengthMax + 1);
        }

        List<Symbol> symbols = [];
        int at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                symbols.Add(new(SymbolKind.End, "the end", 0, at + 1));
                return symbols;
            }

            Symbol symbol = ReadOne(text, at, out int length);
            symbols.Add(symbol);
            at += length;
        }
    }

    private static Symbol ReadOne(string text, int at, out int length)
    {
        if (char.IsAsciiDigit(text[at]) || (text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
        {
            return ReadNumber(text, at, out length);
        }

        if (IsWordStart(text[at]))
        {
            length = LengthWhile(text, at, c => IsWordStart(c) || char.IsAsciiDigit(c) || c is '.' or '[' or ']');
            return new(SymbolKind.Word, text.Substring(at, length), 0, at + 1);
        }

        foreach (string mark in s_marks)
        {
            if (string.CompareOrdinal(text, at, mark, 0, mark.Length) == 0)
            {
                length = mark.Length;
                return new(SymbolKind.Mark, mark, 0, at + 1);
            }
        }

        throw new FormulaException($"'{text[at]}' has no meaning here", at + 1);
    }

    // 1_000, 2.5, 1e-3, and 300M: a magnitude stands directly behind the digits and alone.
    private static Symbol ReadNumber(string text, int at, out int length)
    {
        length = LengthWhile(text, at, c => char.IsAsciiDigit(c) || c is '.' or '_');
        int exponent = ExponentLength(text, at + length);
        length += exponent;
        string digits = text.Substring(at, length).Replace("_", "", StringComparison.Ordinal);
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            throw new FormulaException($"'{digits}' is not a number", at + 1);
        }

        int end = at + length;
        bool isAlone = end + 1 >= text.Length || !IsWordStart(text[end + 1]);
        double magnitude = end < text.Length && isAlone ? Magnitude(text[end]) : 1;
        length += magnitude == 1 ? 0 : 1;
        return new(SymbolKind.Number, digits, number * magnitude, at + 1, Exact(digits, at) * (long)magnitude);
    }

    private static Fraction Exact(string digits, int at)
    {
        try
        {
            return Fraction.Parse(digits);
        }
        catch (OverflowException overflow)
        {
            throw new FormulaException(overflow.Message, at + 1);
        }
    }

    private static int ExponentLength(string text, int at)
    {
        if (at >= text.Length || text[at] is not ('e' or 'E'))
        {
            return 0;
        }

        int sign = at + 1 < text.Length && text[at + 1] is '+' or '-' ? 1 : 0;
        int digits = LengthWhile(text, at + 1 + sign, char.IsAsciiDigit);
        return digits == 0 ? 0 : 1 + sign + digits;
    }

    private static double Magnitude(char letter) =>
        letter switch
        {
            'k' => 1e3,
            'M' => 1e6,
            'B' => 1e9,
            _ => 1,
        };

    private static int LengthWhile(string text, int at, Func<char, bool> belongs)
    {
        int end = at;
        while (end < text.Length && belongs(text[end]))
        {
            end++;
        }

        return end - at;
    }

    private static bool IsWordStart(char letter) => char.IsAsciiLetter(letter) || letter == '_';
}
