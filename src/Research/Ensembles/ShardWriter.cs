using Souk.DuckDb;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;

namespace Souk.Research.Ensembles;

/// <summary>Puts what is known of a shard into tables, in the order of their keys.</summary>
internal static class ShardWriter
{
    public static void Write(DuckDBConnection connection, EnsembleSketch sketch, Shard shard)
    {
        EnsembleShape shape = sketch.Shape;
        connection.Execute(
            "insert into shard values ($hash, $name, $start, $days, $seed, $replicates, $version, $own, $shard, $shards)",
            ("hash", shape.Hash),
            ("name", shape.Name),
            ("start", shape.Start),
            ("days", shape.Days),
            ("seed", shape.Seed),
            ("replicates", shape.Replicates),
            ("version", shape.EngineVersion),
            ("own", shape.HasOwnLuck),
            ("shard", shard.Index),
            ("shards", shard.Count)
        );
        WriteShape(connection, sketch);
        WriteRuns(connection, sketch);
        WriteMoments(connection, sketch);
        WriteBuckets(connection, sketch);
    }

    private static void WriteShape(DuckDBConnection connection, EnsembleSketch sketch)
    {
        Append(connection, "point", sketch.Shape.Points.Select((point, i) => (object?[])[i, point.Hash]));
        Append(
            connection,
            "setting",
            sketch.Shape.Points.SelectMany(
                (point, i) => point.Settings.Select(setting => (object?[])[i, setting.Path, setting.Value])
            )
        );
        Append(connection, "metric", sketch.Shape.Metrics.Select(MetricRow));
        Append(connection, "band_day", sketch.BandDays.Select(day => (object?[])[day]));
    }

    public static object?[] MetricRow(MetricSpec spec, int metric) =>
        [metric, spec.Key, spec.Title, spec.Unit, spec.Meaning, spec.Decimals];

    public static void WritePaths(DuckDBConnection connection, IReadOnlyList<PathFile> files) =>
        Append(connection, "path", files.Select(file => (object?[])[file.Name, file.Rows, file.Sha256]));

    private static void WriteRuns(DuckDBConnection connection, EnsembleSketch sketch)
    {
        Append(
            connection,
            "run",
            sketch.Outcomes.Select(run =>
                (object?[])[run.Run, Convert.ToHexStringLower(run.Digest), string.Join(", ", run.Labels)]
            )
        );
        Append(
            connection,
            "outcome",
            sketch.Outcomes.SelectMany(run => run.Last.Select((value, metric) => (object?[])[run.Run, metric, value]))
        );
    }

    private static void WriteMoments(DuckDBConnection connection, EnsembleSketch sketch) =>
        Append(
            connection,
            "moment",
            Cells(sketch)
                .Select(cell =>
                    (object?[])
                        [
                            cell.Point,
                            cell.Metric,
                            cell.Day,
                            cell.Sketch.Quantiles.Count,
                            cell.Sketch.Quantiles.Least,
                            cell.Sketch.Quantiles.Most,
                            cell.Sketch.Sum.ToString(),
                        ]
                )
        );

    // Millions of rows in a large shard: by column.
    private static void WriteBuckets(DuckDBConnection connection, EnsembleSketch sketch)
    {
        using DuckDBAppender appender = connection.CreateAppender("bucket");
        DuckDBAppenderChunk chunk = appender.CreateChunk();
        int row = 0;
        foreach (Cell cell in Cells(sketch))
        {
            foreach ((int bucket, long count) in cell.Sketch.Quantiles.Buckets)
            {
                chunk.Column<int>(0)[row] = cell.Point;
                chunk.Column<int>(1)[row] = cell.Metric;
                chunk.Column<int>(2)[row] = cell.Day;
                chunk.Column<int>(3)[row] = bucket;
                chunk.Column<long>(4)[row] = count;
                row++;
                if (row == DuckDBAppenderChunk.RowsMax)
                {
                    chunk.EndChunk(row);
                    row = 0;
                }
            }
        }

        chunk.EndChunk(row);
    }

    /// <summary>A metric at a point on a band day.</summary>
    public readonly record struct Cell(int Point, int Metric, int Day, MetricSketch Sketch);

    public static IEnumerable<Cell> Cells(EnsembleSketch sketch)
    {
        foreach (int point in sketch.Points)
        {
            for (int metric = 0; metric < sketch.Shape.Metrics.Count; metric++)
            {
                for (int band = 0; band < sketch.BandDays.Count; band++)
                {
                    yield return new Cell(point, metric, sketch.BandDays[band], sketch.At(point, metric, band));
                }
            }
        }
    }

    public static void Append(DuckDBConnection connection, string table, IEnumerable<object?[]> rows)
    {
        using DuckDBAppender appender = connection.CreateAppender(table);
        foreach (object?[] values in rows)
        {
            DuckDBAppenderRow row = appender.CreateRow();
            Array.ForEach(values, value => row.AppendValue(value));
            row.EndRow();
        }
    }
}
