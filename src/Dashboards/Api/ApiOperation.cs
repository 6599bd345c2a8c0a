using System.Text.Json.Nodes;

namespace Souk.Dashboards.Api;

/// <summary>One question that programs can ask, as /api and openapi.json describe it.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">The route as it is served.</param>
/// <param name="Summary">What it answers, one line.</param>
internal sealed record ApiOperation(string Method, string Path, string Summary)
{
    /// <summary>Those in braces come from the path, the others from the query.</summary>
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    public string MediaType { get; init; } = "application/json";

    /// <summary>JSON Schema of the answer; null where it is no JSON.</summary>
    public JsonObject? Answer { get; init; }

    /// <summary>JSON Schema of what is sent; null for questions without a body.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>Statuses of refusals, each with a JSON object that says why.</summary>
    public IReadOnlyList<int> Refusals { get; init; } = [];

    /// <summary>Whether the answer has an ETag and can be 304: it depends on nothing but the index and the program.</summary>
    public bool IsCached { get; init; } = true;

    /// <summary>The path without what a route says of types.</summary>
    public string Template => Path.Replace("{**", "{", StringComparison.Ordinal);
}

/// <param name="Type">string, integer, number or boolean.</param>
/// <param name="Example">A value that works in the demo.</param>
internal sealed record ApiParameter(string Name, string Meaning, string Example, string Type = "string");
