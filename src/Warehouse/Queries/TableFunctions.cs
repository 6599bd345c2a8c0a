using System.Text.Json;
using System.Text.Json.Nodes;
using Souk.DuckDb;

namespace Souk.Warehouse.Queries;

/// <summary>Which functions a query may call in place of a table. Others can do more than read: enable_logging, for one,
/// changes the database's settings although they are locked.</summary>
internal static class TableFunctions
{
    private const int DepthMax = 1000;

    private const string Kind = "TABLE_FUNCTION";

    private static readonly HashSet<string> s_harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "range",
        "generate_series",
        "unnest",
        "repeat",
        "repeat_row",
        "json_each",
        "json_tree",
        "duckdb_tables",
        "duckdb_columns",
        "duckdb_views",
        "pragma_table_info",
    };

    /// <summary>Schemas whose functions are ours: macros that read.</summary>
    private static readonly HashSet<string> s_schemas = new(StringComparer.OrdinalIgnoreCase) { "party", "reference" };

    /// <exception cref="QueryException">The text is no SELECT, or calls a table function that is not known to be
    /// harmless.</exception>
    public static void RequireHarmless(DuckDBConnection connection, string sql)
    {
        JsonNode tree = ReadTree(connection, sql);
        if (tree["error"]?.GetValue<bool>() is not false)
        {
            throw new QueryException(
                $"The text is refused: {tree["error_message"]} Give one plain SELECT.",
                isRefused: true
            );
        }

        foreach (JsonObject function in FunctionsOf(tree))
        {
            string name = $"{function["function_name"]}";
            if (!s_harmless.Contains(name) && !s_schemas.Contains($"{function["schema"]}"))
            {
                throw new QueryException(
                    $"The function '{name}' is not allowed in place of a table. Allowed: {string.Join(", ", s_harmless)}.",
                    isRefused: true
                );
            }
        }
    }

    private static JsonNode ReadTree(DuckDBConnection connection, string sql)
    {
        string json = connection.Scalar<string>("select json_serialize_sql($sql::varchar)::varchar", ("sql", sql));
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = DepthMax })!;
        }
        catch (JsonException exception)
        {
            throw new QueryException("The query is nested too deeply.", isRefused: true, exception);
        }
    }

    private static IEnumerable<JsonObject> FunctionsOf(JsonNode? node) =>
        node switch
        {
            JsonObject part => Own(part).Concat(part.SelectMany(field => FunctionsOf(field.Value))),
            JsonArray list => list.SelectMany(FunctionsOf),
            _ => [],
        };

    private static IEnumerable<JsonObject> Own(JsonObject part) =>
        part["type"] is JsonValue type
        && type.TryGetValue(out string? kind)
        && kind == Kind
        && part["function"] is JsonObject function
            ? [function]
            : [];
}
