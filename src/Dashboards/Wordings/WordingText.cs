using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace Souk.Dashboards.Wordings;

/// <summary>One text of a language, taken apart once for all requests.</summary>
/// <param name="Text">As the file has it.</param>
/// <param name="Markup">The same, as pages write it where no value is in it.</param>
/// <param name="Format">Null where there is no place for a value.</param>
/// <param name="Places">Numbers of its places.</param>
internal sealed partial record WordingText(
    string Text,
    HtmlString Markup,
    CompositeFormat? Format,
    FrozenSet<int> Places
)
{
    [GeneratedRegex(@"\{(\d+)")]
    private static partial Regex Place { get; }

    /// <exception cref="FormatException">What is in braces is no place for a value; the message names file and key.</exception>
    public static WordingText Parse(string file, string key, string text)
    {
        try
        {
            return new WordingText(
                text,
                new HtmlString(text),
                text.Contains('{', StringComparison.Ordinal) ? CompositeFormat.Parse(text) : null,
                Place
                    .Matches(text)
                    .Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
                    .ToFrozenSet()
            );
        }
        catch (FormatException exception)
        {
            throw new FormatException($"{file}: {key}: {exception.Message}", exception);
        }
    }

    /// <param name="culture">Of values that are written in its words, such as months.</param>
    /// <exception cref="FormatException">There is a place for which there is no value.</exception>
    public string With(CultureInfo culture, object?[] values) =>
        Format is null ? Text : string.Format(culture, Format, values);
}
