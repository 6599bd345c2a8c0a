using System.Globalization;
using System.Text;

namespace Souk.Indexer.Documents;

/// <summary>Makes text of strangers fit for a terminal, a page and a log: one line, of bounded length, that says what it
/// shows.</summary>
public static class PlainText
{
    /// <summary>Control, direction and other invisible characters as <c>\u{…}</c>; the rest as it is.</summary>
    /// <param name="lengthMax">In UTF-16 units of <paramref name="text"/>; what is beyond is counted.</param>
    public static string Of(string text, int lengthMax)
    {
        var shown = new StringBuilder();
        int at = 0;
        while (at < text.Length && at < lengthMax)
        {
            bool isWhole = Rune.TryGetRuneAt(text, at, out Rune rune);
            if (isWhole && IsVisible(rune))
            {
                shown.Append(rune.ToString());
            }
            else
            {
                int code = isWhole ? rune.Value : text[at];
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{code:x}}}");
            }

            at += isWhole ? rune.Utf16SequenceLength : 1;
        }

        return at == text.Length
            ? shown.ToString()
            : shown.Append(CultureInfo.InvariantCulture, $"… ({text.Length - at} more)").ToString();
    }

    private static bool IsVisible(Rune rune) =>
        rune.Value == ' '
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
            );
}
