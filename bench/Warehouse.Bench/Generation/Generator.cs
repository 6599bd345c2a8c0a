using System.Diagnostics;
using Souk.DuckDb;
using Souk.Warehouse.Rollups;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Bench.Generation;

/// <summary>Fills a new warehouse with generated events, the same for the same number of them.</summary>
/// <param name="Events">Logs of four markets; a fifth of them provenance edges.</param>
internal sealed record Generator(long Events)
{
    private const int LogsPerUnit = 10;
    private const long UnitsPerWrite = 250_000;
    private const long EdgesPerWrite = 2_500_000;
    private const long TwoYearsMicros = 2L * 365 * 24 * 3600 * 1_000_000;

    public long Edges => Events / 5;

    public long Units => (Events - Edges) / LogsPerUnit;

    /// <summary>Fifty logs each, besides the edges.</summary>
    public long Blocks => Units / 5;

    /// <summary>Addresses that act, without contracts.</summary>
    public long Parties => Math.Max(1_000, Events / 50);

    public long Assets => Math.Max(100, Events / 500);

    /// <returns>Seconds until everything is in the file.</returns>
    public double Fill(string file, string settings)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(file, settings);
        DuckDBConnection connection = warehouse.Connection;
        Stopwatch watch = Stopwatch.StartNew();
        Write(connection, "markets", ("parties", Parties));
        for (long from = 0; from < Units; from += UnitsPerWrite)
        {
            Write(
                connection,
                "units",
                ("parties", Parties),
                ("assets", Assets),
                ("from", from),
                ("to", Math.Min(Units, from + UnitsPerWrite)),
                ("block_micros", TwoYearsMicros / Blocks)
            );
        }

        for (long from = 0; from < Edges; from += EdgesPerWrite)
        {
            Write(
                connection,
                "edges",
                ("parties", Parties),
                ("from", from),
                ("to", Math.Min(Edges, from + EdgesPerWrite)),
                ("blocks", Blocks),
                ("edges", Edges),
                ("block_micros", TwoYearsMicros / Blocks)
            );
        }

        Write(connection, "end");
        FillRollups(connection);
        connection.Execute("checkpoint");
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>As an indexer does, in writes of about as many edges as above.</summary>
    private void FillRollups(DuckDBConnection connection)
    {
        long blocks = Math.Max(1, Blocks * EdgesPerWrite / Edges);
        for (long from = 0; from <= Blocks; from += blocks)
        {
            using DuckDBTransaction write = connection.BeginTransaction();
            Rollup.Fill(connection, chainId: 1, new BlockRange(from, Math.Min(Blocks, from + blocks - 1)), default);
            write.Commit();
        }
    }

    private static void Write(DuckDBConnection connection, string script, params (string Name, long Value)[] values)
    {
        string sql = Scripts.Read(script + ".sql");
        foreach ((string name, long value) in values)
        {
            sql = sql.Replace($"${name}", $"{value}", StringComparison.Ordinal);
        }

        using DuckDBTransaction write = connection.BeginTransaction();
        connection.Execute(sql);
        write.Commit();
    }
}
