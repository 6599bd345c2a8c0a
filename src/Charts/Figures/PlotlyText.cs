using System.Globalization;
using System.Text.Json;

namespace Souk.Charts.Figures;

/// <summary>Text and numbers as plotly takes them.</summary>
internal static class PlotlyText
{
    /// <summary>Keeps plotly from reading tags in text that may come from a chain.</summary>
    public static string Plain(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Percent(double probability) =>
        (probability * 100).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Writes an array of texts as they are.</summary>
    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes an array; a value that is not finite becomes null, a gap.</summary>
    public static void WriteNumbers(this Utf8JsonWriter json, string name, IReadOnlyList<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers)
        {
            if (double.IsFinite(number))
            {
                json.WriteNumberValue(number);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }
}
