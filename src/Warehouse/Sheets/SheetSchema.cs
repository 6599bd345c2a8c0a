using System.Text.Json.Nodes;
using Souk.Warehouse.Imports;

namespace Souk.Warehouse.Sheets;

/// <summary>The JSON schema of a kind of reference file, from which editors complete names and show what they mean.</summary>
internal static class SheetSchema
{
    public static JsonObject Of(SheetShape shape)
    {
        JsonObject properties = new()
        {
            [SheetShape.System] = new JsonObject
            {
                ["type"] = "string",
                ["description"] = "The system's key, as in its manifest.",
            },
        };
        foreach (SheetSection section in shape.Sections)
        {
            JsonObject record = Record(section);
            properties[section.Name] = section.IsSingle
                ? record
                : new JsonObject
                {
                    ["type"] = "array",
                    ["description"] = section.Meaning,
                    ["items"] = record,
                };
        }

        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = shape.Title,
            ["description"] = shape.Meaning,
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray(SheetShape.System),
            ["properties"] = properties,
            ["definitions"] = new JsonObject { [SheetShape.Confidence] = Words(SheetShape.Confidences) },
        };
    }

    private static JsonObject Record(SheetSection section)
    {
        JsonObject properties = [];
        foreach (ImportField field in section.Fields)
        {
            properties[field.Name] = Field(field);
        }

        properties[SheetShape.Confidence] = Confidence();
        properties[SheetShape.Source] = Source();
        string[] required =
        [
            .. section.Fields.Where(field => field.IsRequired || field.IsKey).Select(field => field.Name),
            SheetShape.Confidence,
            SheetShape.Source,
        ];
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = section.Meaning,
            ["additionalProperties"] = false,
            ["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]),
            ["properties"] = properties,
        };
    }

    /// <summary>A value, or a value with a confidence and a source of its own.</summary>
    private static JsonObject Field(ImportField field) =>
        new()
        {
            ["description"] = $"{field.Meaning} {char.ToUpperInvariant(field.Expected[0])}{field.Expected[1..]}.",
            ["anyOf"] = new JsonArray(
                Value(field),
                new JsonObject
                {
                    ["type"] = "object",
                    ["additionalProperties"] = false,
                    ["required"] = new JsonArray("value"),
                    ["properties"] = new JsonObject
                    {
                        ["value"] = Value(field),
                        [SheetShape.Confidence] = Confidence(),
                        [SheetShape.Source] = Source(),
                    },
                }
            ),
        };

    private static JsonObject Value(ImportField field) =>
        field.Kind == FieldKind.Word
            ? Words(field.IsKey ? field.Words : [.. field.Words, SheetShape.NotFound])
            : new JsonObject { ["type"] = new JsonArray("string", "number") };

    private static JsonObject Words(IReadOnlyList<string> words) =>
        new() { ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) };

    private static JsonObject Confidence() => new() { ["$ref"] = $"#/definitions/{SheetShape.Confidence}" };

    private static JsonObject Source() =>
        new()
        {
            ["type"] = "string",
            ["description"] = "Where the values come from.",
            ["minLength"] = 1,
        };
}
