using System.Globalization;
using System.Text.Json;

namespace Souk.Indexer.Cosmos;

/// <summary>Reads values as CometBFT writes them: numbers of 64 bits are text, and lists may be null.</summary>
internal static class CosmosJson
{
    /// <exception cref="FormatException">There is none.</exception>
    public static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"it lacks {name}");

    /// <param name="absent">Where there is none; null refuses that.</param>
    /// <exception cref="FormatException">Not a whole number of 64 bits.</exception>
    public static long Number(JsonElement json, string name, long? absent = null)
    {
        if (!json.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return absent ?? throw new FormatException($"it lacks {name}");
        }

        string text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.GetString() ?? "";
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new FormatException($"{name} is '{text}'");
    }

    /// <summary>None where the list is null or absent.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? value.EnumerateArray()
            : [];
}
