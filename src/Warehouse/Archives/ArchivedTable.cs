using System.Globalization;
using Souk.DuckDb;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Archives;

/// <summary>A table of facts as the archive has it: with addresses, topics and hashes in place of ids and halves, and with
/// exact types, so that its files can be read without the warehouse.</summary>
internal sealed class ArchivedTable
{
    /// <summary>They have blocks, but tell how these were read.</summary>
    private static readonly string[] Bookkeeping = ["chain.range", "chain.cursor", "chain.removed_log"];

    /// <summary>Columns that tell a row's block; the first that a table has.</summary>
    private static readonly string[] BlockColumns = ["block_number", "number", "from_block"];

    private readonly string? _block;
    private readonly string _selected;

    private ArchivedTable(string name, string? block, IReadOnlyList<FactColumn> columns)
    {
        Name = name;
        _block = block;
        _selected = string.Join(", ", ExactColumns.Select(columns));
    }

    /// <summary>Schema and name.</summary>
    public string Name { get; }

    /// <summary>Tables whose rows belong to blocks, and the tokens, which every segment has.</summary>
    public static IReadOnlyList<ArchivedTable> ReadAll(DuckDBConnection connection)
    {
        List<ArchivedTable> tables = [];
        foreach (IGrouping<string, FactColumn> table in FactColumn.ReadAll(connection).GroupBy(column => column.Table))
        {
            string? block = BlockColumns.FirstOrDefault(name => table.Any(column => column.Name == name));
            bool hasChain = table.Any(column => column.Name == "chain_id");
            if (hasChain && (block is not null || table.Key == "market.token") && !Bookkeeping.Contains(table.Key))
            {
                tables.Add(new ArchivedTable(table.Key, block, [.. table]));
            }
        }

        return tables;
    }

    public long CountRows(DuckDBConnection connection, long chainId, BlockRange blocks) =>
        connection.Scalar<long>($"select count(*) from {From(chainId, blocks)}");

    /// <summary>Writes the rows, sorted by all columns.</summary>
    public void Write(
        DuckDBConnection connection,
        long chainId,
        BlockRange blocks,
        string path,
        CancellationToken cancellation
    ) =>
        connection.Execute(
            $"""
            copy (select {_selected} from {From(chainId, blocks)} order by all)
            to '{path.Replace("'", "''", StringComparison.Ordinal)}' (format parquet, compression zstd)
            """,
            cancellation
        );

    private string From(long chainId, BlockRange blocks)
    {
        string[] name = Name.Split('.', 2);
        string place = _block is null ? "" : $" and fact.\"{_block}\" between {blocks.From} and {blocks.To}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"\"{name[0]}\".\"{name[1]}\" as fact where fact.chain_id = {chainId}{place}"
        );
    }
}
