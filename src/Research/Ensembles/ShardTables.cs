using Souk.DuckDb;

namespace Souk.Research.Ensembles;

/// <summary>The tables in which a shard is kept, each a Parquet file.</summary>
/// <remarks>A run is its index in the plan. Sums are exact: an odd hexadecimal integer, `p` and a power of two.</remarks>
internal static class ShardTables
{
    public static IReadOnlyList<string> Names { get; } =
    ["shard", "point", "setting", "metric", "band_day", "run", "outcome", "moment", "bucket", "path"];

    private const string Definition = """
        create table shard (
            plan_hash varchar, name varchar, start_date date, days integer, seed uinteger, replicates integer,
            engine_version varchar, own_luck boolean, shard integer, shards integer
        );
        create table point (point integer, hash varchar);
        create table setting (point integer, path varchar, value varchar);
        create table metric (
            metric integer, key varchar, title varchar, unit varchar, meaning varchar, decimals integer
        );
        create table band_day (day integer);
        create table run (run integer, digest varchar, labels varchar);
        create table outcome (run integer, metric integer, value double);
        create table moment (
            point integer, metric integer, day integer, runs bigint, least double, most double, sum varchar
        );
        create table bucket (point integer, metric integer, day integer, bucket integer, runs bigint);
        create table path (file varchar, rows bigint, sha256 varchar);
        """;

    public static void Create(DuckDBConnection connection) => connection.Execute(Definition);

    /// <summary>Writes the tables to a folder that is there and empty.</summary>
    public static void Copy(DuckDBConnection connection, string folder)
    {
        foreach (string table in Names)
        {
            string file = Quoted(Path.Combine(folder, table + ".parquet"));
            connection.Execute($"copy {table} to '{file}' (format parquet, compression zstd)");
        }
    }

    /// <summary>Reads a folder's files into the tables.</summary>
    /// <exception cref="EnsembleException">A file is missing or is something else.</exception>
    public static void Load(DuckDBConnection connection, string folder)
    {
        foreach (string table in Names)
        {
            string file = Path.Combine(folder, table + ".parquet");
            try
            {
                connection.Execute($"insert into {table} by name select * from read_parquet('{Quoted(file)}')");
            }
            catch (DuckDBException cause)
            {
                throw new EnsembleException(
                    $"{file} cannot be read: {cause.Message} Remove the folder {folder} and play that shard again."
                );
            }
        }
    }

    public static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
