using Souk.DuckDb;

namespace Souk.Indexer.Segments;

/// <summary>The Parquet files of a segment. Hashes, addresses, topics, data and values are bytes as the chain has them: no
/// integer of 256 bits passes through a narrower type.</summary>
internal static class SegmentTables
{
    public static IReadOnlyList<string> Names { get; } = ["block", "log", "contract", "value"];

    // Topics are 32 bytes each, in one blob; a value is as the contract encodes it, NULL where it gave none.
    private const string Definition = """
        create table block (number bigint, hash blob, parent blob, time timestamp);
        create table log (
            block_number bigint, log_index integer, transaction_index integer, transaction_hash blob, address blob,
            topics blob, data blob
        );
        create table contract (
            address blob, system varchar, kind varchar, name varchar, from_block bigint, discovered_block bigint
        );
        create table value (address blob, block_number bigint, place integer, result blob);
        """;

    public static string FileOf(string table) => table + ".parquet";

    public static DuckDBConnection Open()
    {
        DuckDBConnection connection = new("Data Source=:memory:;threads=1");
        connection.Open();
        connection.Execute(Definition);
        return connection;
    }

    /// <returns>SHA-256 by file.</returns>
    public static Dictionary<string, string> Write(DuckDBConnection connection, string folder)
    {
        Dictionary<string, string> hashes = [];
        foreach (string table in Names)
        {
            string file = Path.Combine(folder, FileOf(table));
            connection.Execute($"copy {table} to {Text(file)} (format parquet, compression zstd)");
            hashes.Add(FileOf(table), SegmentFolder.HashOf(file));
        }

        return hashes;
    }

    public static string Source(string folder, string table) =>
        $"read_parquet({Text(Path.Combine(folder, FileOf(table)))})";

    private static string Text(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
}
