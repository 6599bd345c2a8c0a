using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Souk.Warehouse.Metrics;

namespace Souk.Cli.Screens;

/// <summary>JSON on stdout. Integers beyond 2^53 are strings, because most readers would round them.</summary>
internal static class JsonOutput
{
    private const long ExactMax = 1L << 53;

    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Of<T>(T value) => Escape(JsonSerializer.Serialize(value, s_options));

    public static string Of(MetricTable table) => Of(Plain(table));

    /// <summary>Rows by column name, as <see cref="Of{T}"/> writes them.</summary>
    public static IEnumerable<Dictionary<string, object?>> Plain(MetricTable table) =>
        table.Rows.Select(row => table.Columns.Zip(row).ToDictionary(cell => cell.First, cell => Plain(cell.Second)));

    /// <summary>The relaxed encoder leaves characters that contracts could use to garble a terminal; they occur in
    /// strings only.</summary>
    private static string Escape(string json) =>
        json.Any(IsInvisible)
            ? string.Concat(json.Select(letter => IsInvisible(letter) ? $"\\u{(int)letter:x4}" : $"{letter}"))
            : json;

    private static bool IsInvisible(char letter) =>
        letter != '\n'
        && (
            char.IsControl(letter)
            || char.GetUnicodeCategory(letter)
                is UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
        );

    public static object? Plain(object? value) =>
        value switch
        {
            BigInteger integer => integer.ToString(CultureInfo.InvariantCulture),
            Int128 integer => integer.ToString(CultureInfo.InvariantCulture),
            long integer and (> ExactMax or < -ExactMax) => integer.ToString(CultureInfo.InvariantCulture),
            double number when !double.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
            float number when !float.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            _ => value,
        };
}
