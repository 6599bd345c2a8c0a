using System.Globalization;
using Souk.DuckDb;
using Souk.Warehouse.Archives;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Exports;

/// <summary>A table as an export has it: rows of blocks in parts by chain and range of blocks, other rows in one file.
/// </summary>
internal sealed class ExportedTable
{
    private static readonly string[] s_schemas =
    [
        "chain",
        "document",
        "event",
        "forecast",
        "market",
        "party",
        "reference",
        "run",
    ];

    /// <summary>Ids never leave the warehouse.</summary>
    private static readonly string[] s_dictionaries = ["chain.address", "chain.topic"];

    /// <summary>Columns that tell a row's block; the first that a table has.</summary>
    private static readonly string[] s_blockColumns = ["block_number", "number", "from_block"];

    private readonly IReadOnlyList<FactColumn> _columns;
    private readonly string? _block;

    private ExportedTable(string name, IReadOnlyList<FactColumn> columns)
    {
        Name = name;
        _columns = columns;
        _block = columns.Any(column => column.Name == "chain_id")
            ? s_blockColumns.FirstOrDefault(block => columns.Any(column => column.Name == block))
            : null;
    }

    /// <summary>Schema and name.</summary>
    public string Name { get; }

    public static IReadOnlyList<ExportedTable> ReadAll(DuckDBConnection connection) =>
        [
            .. FactColumn
                .ReadAll(connection, s_schemas)
                .GroupBy(column => column.Table)
                .Where(table => !s_dictionaries.Contains(table.Key) && !HandoutLog.Tables.Contains(table.Key))
                .Select(table => new ExportedTable(table.Key, [.. table])),
        ];

    /// <summary>The parts that have rows.</summary>
    public IReadOnlyList<ExportPart> Parts(DuckDBConnection connection, long partBlocks)
    {
        if (_block is null)
        {
            long rows = connection.Scalar<long>($"select count(*) from {Quoted}");
            return rows == 0 ? [] : [new ExportPart($"{Name}/all", "true", rows)];
        }

        return connection.Query(
            $"""
            select chain_id, "{_block}" // {partBlocks} * {partBlocks} as first, count(*) as rows
            from {Quoted} group by all order by all
            """,
            row => Part(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), partBlocks)
        );
    }

    /// <summary>Writes one part, sorted by all columns.</summary>
    public void Write(DuckDBConnection connection, ExportPart part, ExportFormat format, string path)
    {
        string exact =
            $"select {string.Join(", ", ExactColumns.Select(_columns))} from {Quoted} as fact where {part.Condition}";
        string rows = format == ExportFormat.Csv ? $"select {Texts(connection, exact)} from ({exact})" : exact;
        string options = format == ExportFormat.Csv ? "format csv, header" : "format parquet, compression zstd";
        connection.Execute(
            $"copy ({rows} order by all) to '{path.Replace("'", "''", StringComparison.Ordinal)}' ({options})"
        );
    }

    private string Quoted => $"\"{_columns[0].Schema}\".\"{_columns[0].TableName}\"";

    private ExportPart Part(int chainId, long first, long rows, long partBlocks) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{Name}/chain={chainId}/first_block={first:D12}/data"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"chain_id = {chainId} and \"{_block}\" between {first} and {first + partBlocks - 1}"
            ),
            rows
        );

    /// <summary>CSV has no bytes: they are hexadecimal, as everywhere else.</summary>
    private static string Texts(DuckDBConnection connection, string sql) =>
        string.Join(
            ", ",
            connection.Query(
                $"describe {sql}",
                row =>
                    row.GetString(1) == "BLOB"
                        ? $"'0x' || lower(hex(\"{row.GetString(0)}\")) as \"{row.GetString(0)}\""
                        : $"\"{row.GetString(0)}\""
            )
        );
}

/// <summary>Rows of a table that go into one file.</summary>
/// <param name="Path">Relative, without the extension.</param>
/// <param name="Condition">SQL over the table.</param>
internal sealed record ExportPart(string Path, string Condition, long Rows);

/// <summary>What an export's files are.</summary>
public enum ExportFormat
{
    Parquet,
    Csv,
}
