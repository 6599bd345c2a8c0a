using System.Text.Json;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Explore;

/// <summary>The rows of a query as text, with their types.</summary>
/// <param name="AsOf">The last block of each chain in the copy that was asked, such as "chain 31337, block 2041, 2025-12-30T23:10:00Z".</param>
public sealed record QueryAnswer(
    IReadOnlyList<QueryColumn> Columns,
    IReadOnlyList<string?[]> Rows,
    IReadOnlyList<string> AsOf
)
{
    /// <summary>Reads what the child wrote.</summary>
    public static async Task<QueryAnswer> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        using JsonDocument document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellation);
        JsonElement root = document.RootElement;
        QueryColumn[] columns =
        [
            .. root.GetProperty("columns")
                .EnumerateArray()
                .Select(one => new QueryColumn(
                    one.GetProperty("name").GetString()!,
                    one.GetProperty("type").GetString()!
                )),
        ];
        return new QueryAnswer(
            columns,
            [
                .. root.GetProperty("rows")
                    .EnumerateArray()
                    .Select(row => (string?[])[.. columns.Select(column => row.GetProperty(column.Name).GetString())]),
            ],
            [
                .. root.GetProperty("as_of")
                    .EnumerateArray()
                    .Select(tip =>
                        PageWords.Plain(
                            "explore.chain-block",
                            tip.GetProperty("chain_id"),
                            tip.GetProperty("block_number"),
                            tip.GetProperty("time")
                        )
                    ),
            ]
        );
    }
}

/// <param name="Type">DuckDB's name.</param>
public sealed record QueryColumn(string Name, string Type)
{
    public bool IsNumber =>
        Type
            is "TINYINT"
                or "SMALLINT"
                or "INTEGER"
                or "BIGINT"
                or "HUGEINT"
                or "UTINYINT"
                or "USMALLINT"
                or "UINTEGER"
                or "UBIGINT"
                or "UHUGEINT"
                or "FLOAT"
                or "DOUBLE"
        || Type.StartsWith("DECIMAL", StringComparison.Ordinal);

    public bool IsTime => Type is "DATE" || Type.StartsWith("TIMESTAMP", StringComparison.Ordinal);
}
