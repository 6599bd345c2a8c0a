using System.Text;

namespace Souk.Charts.Documents;

/// <summary>Helvetica and its bold cut, which every PDF reader has: widths, and the bytes of a text.</summary>
/// <remarks>Widths in thousandths of the font's size are those of Adobe's Core 14 AFM files. Text is written in Windows-1252;
/// signs that it does not have are spelled with those that it has, others become a question mark.</remarks>
internal static class StandardFont
{
    private const char First = ' ';
    private const char Last = '~';
    private const int WidthElsewhere = 556;

    private static readonly short[] s_plain =
    [
        278,
        278,
        355,
        556,
        556,
        889,
        667,
        191,
        333,
        333,
        389,
        584,
        278,
        333,
        278,
        278,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        278,
        278,
        584,
        584,
        584,
        556,
        1015,
        667,
        667,
        722,
        722,
        667,
        611,
        778,
        722,
        278,
        500,
        667,
        556,
        833,
        722,
        778,
        667,
        778,
        722,
        667,
        611,
        722,
        667,
        944,
        667,
        667,
        611,
        278,
        278,
        278,
        469,
        556,
        333,
        556,
        556,
        500,
        556,
        556,
        278,
        556,
        556,
        222,
        222,
        500,
        222,
        833,
        556,
        556,
        556,
        556,
        333,
        500,
        278,
        556,
        500,
        722,
        500,
        500,
        500,
        334,
        260,
        334,
        584,
    ];

    private static readonly short[] s_bold =
    [
        278,
        333,
        474,
        556,
        556,
        889,
        722,
        238,
        333,
        333,
        389,
        584,
        278,
        333,
        278,
        278,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        556,
        333,
        333,
        584,
        584,
        584,
        611,
        975,
        722,
        722,
        722,
        722,
        667,
        611,
        778,
        722,
        278,
        556,
        722,
        611,
        833,
        722,
        778,
        667,
        778,
        722,
        667,
        611,
        722,
        667,
        944,
        667,
        667,
        611,
        333,
        278,
        333,
        584,
        556,
        333,
        556,
        611,
        556,
        611,
        556,
        333,
        611,
        611,
        278,
        278,
        556,
        278,
        889,
        611,
        611,
        611,
        611,
        389,
        556,
        333,
        611,
        556,
        778,
        556,
        556,
        500,
        389,
        280,
        389,
        584,
    ];

    /// <summary>Signs above Latin-1 that Windows-1252 has, with their bytes.</summary>
    private static readonly Dictionary<char, byte> s_signs = new()
    {
        ['€'] = 0x80,
        ['…'] = 0x85,
        ['‘'] = 0x91,
        ['’'] = 0x92,
        ['“'] = 0x93,
        ['”'] = 0x94,
        ['•'] = 0x95,
        ['–'] = 0x96,
        ['—'] = 0x97,
    };

    private static readonly Dictionary<char, string> s_spelled = new()
    {
        ['−'] = "–",
        ['→'] = "->",
        ['≤'] = "<=",
        ['≥'] = ">=",
        ['≈'] = "~",
        ['\u00a0'] = " ",
        ['\u202f'] = " ",
    };

    /// <summary>The width of a text in the unit of the size.</summary>
    public static double WidthOf(string text, double size, bool isBold) =>
        Spelled(text).Sum(letter => WidthOf(letter, isBold)) * size / 1000.0;

    /// <summary>A text as a PDF string, its parentheses included: bytes outside of ASCII as octal escapes.</summary>
    public static string Literal(string text)
    {
        StringBuilder literal = new("(");
        foreach (char letter in Spelled(text))
        {
            literal.Append(
                letter is '(' or ')' or '\\' ? $"\\{letter}"
                : letter is >= First and <= Last ? letter.ToString()
                : s_signs.TryGetValue(letter, out byte sign) ? Octal(sign)
                : letter is >= '\u00a1' and <= '\u00ff' ? Octal((byte)letter)
                : "?"
            );
        }

        return literal.Append(')').ToString();
    }

    private static string Spelled(string text) =>
        string.Concat(text.Select(letter => s_spelled.GetValueOrDefault(letter) ?? letter.ToString()));

    private static int WidthOf(char letter, bool isBold) =>
        letter is >= First and <= Last ? (isBold ? s_bold : s_plain)[letter - First]
        : letter == '…' ? 1000
        : WidthElsewhere;

    private static string Octal(byte letter) => "\\" + Convert.ToString(letter, 8).PadLeft(3, '0');
}
