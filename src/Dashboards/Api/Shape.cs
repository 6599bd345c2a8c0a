using System.Text.Json.Nodes;

namespace Souk.Dashboards.Api;

/// <summary>What a JSON value looks like, as JSON Schema says it. Objects have the named properties and no others.</summary>
internal static class Shape
{
    public static JsonObject Text => new() { ["type"] = "string" };

    /// <summary>Text or null.</summary>
    public static JsonObject Words => new() { ["type"] = new JsonArray("string", "null") };

    public static JsonObject Number => new() { ["type"] = "number" };

    /// <summary>A number or null.</summary>
    public static JsonObject NumberOrNull => new() { ["type"] = new JsonArray("number", "null") };

    /// <summary>An integer or null.</summary>
    public static JsonObject IntegerOrNull => new() { ["type"] = new JsonArray("integer", "null") };

    public static JsonObject Integer => new() { ["type"] = "integer" };

    /// <summary>Digits of an integer that JSON readers would round.</summary>
    public static JsonObject Amount => new() { ["type"] = "string", ["pattern"] = "^-?[0-9]+$" };

    /// <summary>An object whose properties the question decides, such as a row's columns.</summary>
    public static JsonObject Any => new() { ["type"] = "object" };

    public static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    public static JsonObject Object(params ReadOnlySpan<(string Name, JsonObject Shape)> properties)
    {
        JsonObject named = [];
        JsonArray required = [];
        foreach ((string name, JsonObject shape) in properties)
        {
            named[name] = shape;
            required.Add(name);
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = named,
            ["required"] = required,
            ["additionalProperties"] = false,
        };
    }

    /// <summary>The last block that counts; nulls where none lies at or before the asked day.</summary>
    public static JsonObject AsOf =>
        Object(("chain_id", IntegerOrNull), ("block_number", IntegerOrNull), ("block_time", Words));

    public static JsonObject Token => Object(("symbol", Text), ("decimals", Integer));

    public static JsonObject Error => Object(("error", Text));
}
