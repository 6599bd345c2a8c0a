using Souk.DuckDb;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;
using Souk.Simulation.Sketches;

namespace Souk.Research.Ensembles;

/// <summary>Keeps a whole ensemble: a DuckDB file, or a folder of Parquet files. The same ensemble gives the same Parquet bytes, however it
/// was divided.</summary>
public static class EnsembleStore
{
    private const string Definition = """
        create table ensemble (
            plan_hash varchar, digest varchar, name varchar, start_date date, days integer, seed uinteger,
            replicates integer, points integer, runs integer, engine_version varchar, labels varchar,
            quantile_relative_error double
        );
        create table point (point integer, scenario_hash varchar, digest varchar);
        create table setting (point integer, path varchar, value varchar);
        create table metric (
            metric integer, key varchar, title varchar, unit varchar, meaning varchar, decimals integer
        );
        create table band (
            point integer, metric integer, day integer, runs bigint, mean double, least double, p05 double, p25 double,
            p50 double, p75 double, p95 double, most double
        );
        create table outcome (point integer, replicate integer, metric integer, value double);
        create table digest (point integer, replicate integer, digest varchar);
        """;

    private static readonly string[] s_tables = ["ensemble", "point", "setting", "metric", "band", "outcome", "digest"];

    /// <param name="target">`*.duckdb`, or a folder for a Parquet file per table. It must not exist.</param>
    /// <exception cref="IOException">There is something at the target, or it cannot be written.</exception>
    /// <param name="paths">Full paths of all runs, if they were kept.</param>
    public static void Write(EnsembleSketch sketch, string target, MergedPaths? paths = null)
    {
        string full = Path.GetFullPath(target);
        if (Path.Exists(full))
        {
            throw new IOException($"{target} exists already and stays as it is. Name another place with --out.");
        }

        bool isDatabase = full.EndsWith(".duckdb", StringComparison.Ordinal);
        string staging = $"{full}.{Environment.ProcessId}.partial";
        try
        {
            using (DuckDBConnection connection = new($"Data Source={(isDatabase ? staging : ":memory:")};threads=1"))
            {
                connection.Open();
                connection.Execute(Definition);
                Fill(connection, sketch);
                if (isDatabase)
                {
                    if (paths is { AreKept: true })
                    {
                        paths.WriteTo(connection);
                    }

                    connection.Execute("checkpoint");
                }
                else
                {
                    Copy(connection, staging);
                    if (paths is { AreKept: true })
                    {
                        paths.WriteTo(staging);
                    }
                }
            }

            Directory.Move(staging, full);
        }
        finally
        {
            Remove(staging);
        }
    }

    private static void Fill(DuckDBConnection connection, EnsembleSketch sketch)
    {
        EnsembleShape shape = sketch.Shape;
        string[] labels = [.. sketch.Outcomes.SelectMany(run => run.Labels).Distinct().Order(StringComparer.Ordinal)];
        ShardWriter.Append(
            connection,
            "ensemble",
            [
                [
                    shape.Hash,
                    sketch.Digest,
                    shape.Name,
                    shape.Start,
                    shape.Days,
                    shape.Seed,
                    shape.Replicates,
                    shape.Points.Count,
                    shape.Runs,
                    shape.EngineVersion,
                    string.Join(", ", labels),
                    QuantileSketch.RelativeError,
                ],
            ]
        );
        ShardWriter.Append(
            connection,
            "point",
            shape.Points.Select((point, i) => (object?[])[i, point.Hash, sketch.DigestOf(i)])
        );
        ShardWriter.Append(
            connection,
            "setting",
            shape.Points.SelectMany((point, i) => point.Settings.Select(set => (object?[])[i, set.Path, set.Value]))
        );
        ShardWriter.Append(connection, "metric", shape.Metrics.Select(ShardWriter.MetricRow));
        ShardWriter.Append(connection, "band", ShardWriter.Cells(sketch).Select(BandRow));
        ShardWriter.Append(
            connection,
            "outcome",
            sketch.Outcomes.SelectMany(run =>
                run.Last.Select(
                    (value, metric) =>
                        (object?[])[shape.PointOf(run.Run), (int)shape.ReplicateOf(run.Run), metric, value]
                )
            )
        );
        ShardWriter.Append(
            connection,
            "digest",
            sketch.Outcomes.Select(run =>
                (object?[])
                    [shape.PointOf(run.Run), (int)shape.ReplicateOf(run.Run), Convert.ToHexStringLower(run.Digest)]
            )
        );
    }

    private static object?[] BandRow(ShardWriter.Cell cell)
    {
        QuantileSketch quantiles = cell.Sketch.Quantiles;
        return
        [
            cell.Point,
            cell.Metric,
            cell.Day,
            quantiles.Count,
            cell.Sketch.Mean,
            quantiles.Least,
            .. Quantile.Reported.Select(share => (object?)quantiles.Quantile(share)),
            quantiles.Most,
        ];
    }

    private static void Copy(DuckDBConnection connection, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string table in s_tables)
        {
            string file = ShardTables.Quoted(Path.Combine(folder, table + ".parquet"));
            connection.Execute($"copy {table} to '{file}' (format parquet, compression zstd)");
        }
    }

    private static void Remove(string staging)
    {
        if (Directory.Exists(staging))
        {
            Directory.Delete(staging, recursive: true);
            return;
        }

        File.Delete(staging);
        File.Delete(staging + ".wal");
    }
}
