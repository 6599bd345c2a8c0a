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
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, s_options);

    public static string Of(MetricTable table) =>
        Of(
            table.Rows.Select(row =>
                table.Columns.Zip(row).ToDictionary(cell => cell.First, cell => Plain(cell.Second))
            )
        );

    private static object? Plain(object? value) =>
        value switch
        {
            BigInteger integer => integer.ToString(CultureInfo.InvariantCulture),
            Int128 integer => integer.ToString(CultureInfo.InvariantCulture),
            DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            _ => value,
        };
}
