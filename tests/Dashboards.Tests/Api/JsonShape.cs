using System.Text.Json;

namespace Souk.Dashboards.Tests.Api;

/// <summary>The part of JSON Schema that the description uses.</summary>
internal static class JsonShape
{
    /// <returns>What does not fit, with its place; empty where all does.</returns>
    public static IEnumerable<string> Faults(JsonElement schema, JsonElement value, string place = "$")
    {
        if (schema.TryGetProperty("type", out JsonElement type) && !TypesOf(type).Contains(TypeOf(value)))
        {
            if (!(TypesOf(type).Contains("number") && TypeOf(value) == "integer"))
            {
                return [$"{place} is {TypeOf(value)}, not {type}"];
            }
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(schema, value, place),
            JsonValueKind.Array when schema.TryGetProperty("items", out JsonElement items) => value
                .EnumerateArray()
                .SelectMany((item, index) => Faults(items, item, $"{place}[{index}]")),
            _ => [],
        };
    }

    private static IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string place)
    {
        if (!schema.TryGetProperty("properties", out JsonElement properties))
        {
            yield break;
        }

        foreach (JsonProperty property in properties.EnumerateObject())
        {
            if (!value.TryGetProperty(property.Name, out JsonElement found))
            {
                yield return $"{place} lacks {property.Name}";
                continue;
            }

            foreach (string fault in Faults(property.Value, found, $"{place}.{property.Name}"))
            {
                yield return fault;
            }
        }

        foreach (JsonProperty extra in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(extra.Name, out _))
            {
                yield return $"{place} has {extra.Name}, which is not described";
            }
        }
    }

    private static string[] TypesOf(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array
            ? [.. type.EnumerateArray().Select(one => one.GetString()!)]
            : [type.GetString()!];

    private static string TypeOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
            JsonValueKind.Null => "null",
            _ => "boolean",
        };
}
