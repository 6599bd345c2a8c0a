using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Souk.Research.Forecasts;

/// <summary>A published forecast as a file: its content and the hash of that.</summary>
/// <remarks>The file is the record, for a warehouse may be built anew. White space does not count; anything else does.</remarks>
public static class ForecastFile
{
    private static readonly JsonSerializerOptions s_canonical = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>SHA-256 of all that a forecast says, lower-case hexadecimal.</summary>
    public static string HashOf(PublishedForecast forecast) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(forecast, s_canonical)))
        );

    public static string TextOf(PublishedForecast forecast) =>
        JsonSerializer
            .Serialize(new Sealed(HashOf(forecast), forecast), s_canonical)
            // Within a text a quotation mark never follows a comma: it is escaped.
            .Replace(",\"", ",\n\"", StringComparison.Ordinal) + "\n";

    /// <summary>Writes it where nothing is yet.</summary>
    /// <exception cref="ForecastException">There is a file of that name: what was published stays.</exception>
    public static void Write(string path, PublishedForecast forecast)
    {
        if (File.Exists(path))
        {
            throw new ForecastException($"{path} exists already: a forecast that was published stays as it is.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, TextOf(forecast));
    }

    /// <exception cref="ForecastException">No such file, no forecast, or one that was changed since it was published.</exception>
    public static PublishedForecast Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ForecastException($"There is no forecast {path}.");
        }

        Sealed read;
        try
        {
            read =
                JsonSerializer.Deserialize<Sealed>(File.ReadAllText(path), s_canonical)
                ?? throw new ForecastException($"{path} is empty.");
        }
        catch (JsonException problem)
        {
            throw new ForecastException($"{path} is no published forecast: {problem.Message}");
        }

        string hash = HashOf(read.Forecast);
        return hash == read.Hash
            ? read.Forecast
            : throw new ForecastException(
                $"Forecast '{read.Forecast.Name}' in {path} was changed after it was published: it says it has the hash {read.Hash}, and has {hash}."
            );
    }

    private sealed record Sealed(string Hash, PublishedForecast Forecast);
}
