using System.Diagnostics;
using System.Globalization;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Bench;

/// <summary>The same questions of a warehouse and of plain DuckDB over Parquet files of its rows, asked in turn.</summary>
/// <remarks>Amounts are DECIMAL(38,0) in Parquet, which has no 128-bit integer, one file a table; the views over the files cast
/// them back, so that both sides run the metric's own query. Answers must be equal before anything is timed.</remarks>
internal static class PeerBench
{
    private const int Rounds = 3;

    private static readonly string[] s_metrics = ["contributors", "gmv", "holders", "supply", "top_contributors"];

    private static readonly string[] s_schemas = ["chain", "market", "party", "reference"];

    public static void Run(string file, string settings, string market)
    {
        string folder = Directory.CreateTempSubdirectory("souk-peers-").FullName;
        try
        {
            using WarehouseFile warehouse = WarehouseFile.Open(file, settings);
            using WarehouseFile peer = WarehouseFile.Open(WarehouseFile.InMemory, settings);
            Export(warehouse.Connection, peer.Connection, folder);
            long bytes = Directory.GetFiles(folder).Sum(path => new FileInfo(path).Length);
            Console.WriteLine($"Parquet: {bytes >> 20} MiB; warehouse: {new FileInfo(file).Length >> 20} MiB");
            foreach (string key in s_metrics)
            {
                Compare(warehouse.Connection, peer.Connection, key, market);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Every table of the warehouse that has rows becomes a file, and in the peer a view over it.</summary>
    private static void Export(DuckDBConnection warehouse, DuckDBConnection peer, string folder)
    {
        List<(string Schema, string Table)> tables = warehouse.Query(
            "select schema_name, table_name from duckdb_tables() where estimated_size > 0 and not internal order by all",
            row => (row.GetString(0), row.GetString(1))
        );
        foreach ((string schema, string table) in tables.Where(one => s_schemas.Contains(one.Schema)))
        {
            List<(string Name, string Type)> columns = warehouse.Query(
                $"select column_name, data_type from duckdb_columns() where schema_name = '{schema}' and table_name = '{table}' order by column_index",
                row => (row.GetString(0), row.GetString(1))
            );
            string path = Path.Combine(folder, $"{schema}.{table}.parquet")
                .Replace("'", "''", StringComparison.Ordinal);
            string stored = string.Join(
                ", ",
                columns.Select(column =>
                    column.Type switch
                    {
                        "HUGEINT" => $"\"{column.Name}\"::decimal(38, 0) as \"{column.Name}\"",
                        // Hashes may need 39 digits.
                        "UHUGEINT" => $"\"{column.Name}\"::varchar as \"{column.Name}\"",
                        _ => $"\"{column.Name}\"",
                    }
                )
            );
            string read = string.Join(
                ", ",
                columns.Select(column =>
                    column.Type is "HUGEINT" or "UHUGEINT"
                        ? $"\"{column.Name}\"::{column.Type} as \"{column.Name}\""
                        : $"\"{column.Name}\""
                )
            );
            warehouse.Execute($"copy (select {stored} from \"{schema}\".\"{table}\") to '{path}' (format parquet)");
            peer.Execute($"drop table \"{schema}\".\"{table}\"");
            peer.Execute($"create view \"{schema}\".\"{table}\" as select {read} from '{path}'");
        }
    }

    private static void Compare(DuckDBConnection warehouse, DuckDBConnection peer, string key, string market)
    {
        string ours = AnswerOf(warehouse, key, market);
        if (AnswerOf(peer, key, market) != ours)
        {
            throw new InvalidOperationException($"{key} differs: no times of unequal answers.");
        }

        List<double> mine = [];
        List<double> theirs = [];
        for (int round = 0; round < Rounds; round++)
        {
            mine.Add(Time(() => MetricCatalogue.Run(warehouse, key, market)));
            theirs.Add(Time(() => MetricCatalogue.Run(peer, key, market)));
        }

        (double own, double other) = (Median(mine), Median(theirs));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{key, -20} ours {own, 7:0.000} s   DuckDB over Parquet {other, 7:0.000} s   ratio {other / own:0.0} (processors, median of {Rounds})"
            )
        );
    }

    private static string AnswerOf(DuckDBConnection connection, string key, string market) =>
        string.Join('\n', MetricCatalogue.Run(connection, key, market).Rows.Select(row => string.Join('|', row)));

    private static double Time(Action ask)
    {
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        ask();
        self.Refresh();
        return (self.TotalProcessorTime - before).TotalSeconds;
    }

    private static double Median(List<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);
}
