using System.Globalization;
using Souk.DuckDb;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Archives;

/// <summary>A table of facts as the archive has it: with addresses, topics and hashes in place of ids and halves, and with
/// exact types, so that its files can be read without the warehouse.</summary>
internal sealed class ArchivedTable
{
    private const string HighEnd = "_high";
    private const string LowEnd = "_low";

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
        _selected = string.Join(", ", Select(columns));
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

    private static IEnumerable<string> Select(IReadOnlyList<FactColumn> columns)
    {
        HashSet<string> names = [.. columns.Select(column => column.Name)];
        foreach (FactColumn column in columns)
        {
            bool isHalf = column.Type == "UHUGEINT";
            if (isHalf && column.Name.EndsWith(LowEnd, StringComparison.Ordinal))
            {
                continue;
            }

            string name = NameOf(column);
            yield return $"{Exact(column)} as \"{(names.Contains(name) ? column.Name : name)}\"";
        }
    }

    private static string NameOf(FactColumn column) =>
        column switch
        {
            { Type: "UHUGEINT" } => column.Name[..^HighEnd.Length],
            { IsTopic: true } => "topic0",
            { IsAddress: true } when column.Name.EndsWith("_id", StringComparison.Ordinal) => column.Name[..^3],
            _ => column.Name,
        };

    /// <summary>Parquet has no 128-bit integer, and DuckDB would write one as DOUBLE.</summary>
    private static string Exact(FactColumn column)
    {
        string name = $"fact.\"{column.Name}\"";
        return column switch
        {
            { IsAddress: true } => $"(select a.address from chain.address a where a.address_id = {name})",
            { IsTopic: true } =>
                $"(select {Joined("t.hash_high", "t.hash_low")} from chain.topic t where t.topic_id = {name})",
            { Type: "UHUGEINT" } => Joined(name, $"fact.\"{column.Name[..^HighEnd.Length]}{LowEnd}\""),
            { Type: "HUGEINT" } => $"cast({name} as decimal(38, 0))",
            { Type: "BIGNUM" } => throw new InvalidOperationException($"{column.Table} has a BIGNUM, {column.Name}."),
            _ => name,
        };
    }

    private static string Joined(string high, string low) =>
        $"unhex(lpad(hex({high}), 32, '0') || lpad(hex({low}), 32, '0'))";
}
