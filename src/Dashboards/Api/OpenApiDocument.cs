using System.Globalization;
using System.Text.Json.Nodes;

namespace Souk.Dashboards.Api;

/// <summary>The table of operations as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0).</summary>
internal static class OpenApiDocument
{
    public const string Version = "1";

    public static JsonObject Of(IEnumerable<ApiOperation> operations, string soukVersion)
    {
        JsonObject paths = [];
        foreach (ApiOperation operation in operations)
        {
            if (paths[operation.Template] is not JsonObject path)
            {
                paths[operation.Template] = path = [];
            }

            path[operation.Method.ToLowerInvariant()] = Describe(operation);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Souk",
                ["version"] = $"{Version} (Souk {soukVersion})",
                ["description"] =
                    "Numbers of AI-data marketplaces with their formulas and rows. Amounts are integers of base units, as text.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject
                    {
                        ["type"] = "http",
                        ["scheme"] = "bearer",
                        ["description"] = "A key of souk keys new. On loopback none is needed.",
                    },
                },
            },
            ["security"] = new JsonArray(new JsonObject(), new JsonObject { ["key"] = new JsonArray() }),
        };
    }

    private static JsonObject Describe(ApiOperation operation)
    {
        JsonObject described = new()
        {
            ["operationId"] = IdOf(operation),
            ["summary"] = operation.Summary,
            ["parameters"] = new JsonArray([
                .. operation.Parameters.Select(parameter => (JsonNode)Describe(operation, parameter)),
            ]),
            ["responses"] = Responses(operation),
        };
        if (operation.Body is { } body)
        {
            described["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = Content("application/json", body),
            };
        }

        return described;
    }

    private static JsonObject Describe(ApiOperation operation, ApiParameter parameter)
    {
        bool isInPath = operation.Template.Contains($"{{{parameter.Name}}}", StringComparison.Ordinal);
        return new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = isInPath ? "path" : "query",
            ["required"] = isInPath,
            ["description"] = parameter.Meaning,
            ["schema"] = new JsonObject { ["type"] = parameter.Type },
            ["example"] = parameter.Example,
        };
    }

    private static JsonObject Responses(ApiOperation operation)
    {
        JsonObject responses = new()
        {
            ["200"] = new JsonObject
            {
                ["description"] = operation.Summary,
                ["content"] = Content(operation.MediaType, operation.Answer),
            },
        };
        if (operation.IsCached)
        {
            responses["304"] = new JsonObject { ["description"] = "As If-None-Match says: nothing has changed." };
        }

        foreach (int status in operation.Refusals.Append(429))
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = new JsonObject
            {
                ["description"] = Meaning(status),
                ["content"] = Content("application/json", Shape.Error),
            };
        }

        return responses;
    }

    private static JsonObject Content(string mediaType, JsonObject? schema) =>
        new() { [mediaType] = schema is null ? new JsonObject() : new JsonObject { ["schema"] = schema.DeepClone() } };

    private static string IdOf(ApiOperation operation) =>
        string.Join(
            '_',
            operation
                .Path.Split(['/', '{', '}', '.', '*'], StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Prepend(operation.Method.ToLowerInvariant())
        );

    private static string Meaning(int status) =>
        status switch
        {
            400 => "The question is wrong; the answer says what is allowed.",
            404 => "Nothing here has this name; the answer names what has.",
            413 => "More is sent or asked for than one answer may hold.",
            415 => "The body is no JSON.",
            422 =>
                "It cannot be answered: the market lacks something, or the query failed or cost too much; the answer says which.",
            429 => "Too many questions; Retry-After says when to ask again.",
            _ => "It cannot be answered now; the answer says why.",
        };
}
