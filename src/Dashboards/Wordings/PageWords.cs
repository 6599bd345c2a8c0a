using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Souk.Charts;

namespace Souk.Dashboards.Wordings;

/// <summary>What pages say in the language that is spoken, as they take it: the texts are ours and may have entities, so they are
/// written as they are; values in them are escaped.</summary>
public static class PageWords
{
    /// <summary>Writes days with the names of months of <see cref="Wording.Spoken"/>.</summary>
    public static CultureInfo Culture => Wording.Spoken.Culture;

    /// <summary>What pictures add to their charts.</summary>
    public static ChartWords Charts => Wording.Spoken.Charts;

    /// <summary>The text of a key of <see cref="Wording.Spoken"/>.</summary>
    /// <exception cref="KeyNotFoundException">The file has no such key.</exception>
    public static HtmlString Of(string key) => Wording.Spoken.Find(key).Markup;

    /// <summary>The text of a key with values in the places of {0}, {1}, …; a language may have them in another order.</summary>
    /// <param name="values">Written as pages write values: escaped, except where they are markup already; nothing for null.</param>
    /// <exception cref="KeyNotFoundException">The file has no such key.</exception>
    /// <exception cref="FormatException">The text has a place for which there is no value.</exception>
    public static HtmlString Of(string key, params object?[] values) =>
        new(Wording.Spoken.Find(key).With(Culture, [.. values.Select(Escaped)]));

    /// <summary>A text without markup, for what is escaped later: titles, sentences, what a chart says, names of files.</summary>
    /// <inheritdoc cref="Of(string, object?[])"/>
    /// <remarks>Without values the places stay, for a script that fills them.</remarks>
    public static string Plain(string key, params object?[] values) =>
        values.Length == 0 ? Wording.Spoken[key] : Wording.Spoken.Find(key).With(Culture, values);

    /// <summary>Texts of some groups, such as "walk", as JSON that a page hands to its scripts: key and text, with places for values.</summary>
    public static HtmlString OfScripts(params string[] groups) => Wording.Spoken.Script(groups);

    private static string Escaped(object? value)
    {
        if (value is not IHtmlContent markup)
        {
            return HtmlEncoder.Default.Encode(Convert.ToString(value, Culture) ?? "");
        }

        using StringWriter text = new();
        markup.WriteTo(text, HtmlEncoder.Default);
        return text.ToString();
    }
}
