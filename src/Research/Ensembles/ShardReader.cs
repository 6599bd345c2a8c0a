using System.Data.Common;
using Souk.DuckDb;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;
using Souk.Simulation.Sketches;

namespace Souk.Research.Ensembles;

/// <summary>A shard as its folder says it is.</summary>
/// <param name="PlanHash">As it was written; that of <paramref name="Sketch"/>'s shape, unless files were mixed.</param>
internal sealed record LoadedShard(Shard Shard, string PlanHash, EnsembleSketch Sketch)
{
    /// <summary>Files of full paths, by name; none where they were not asked for.</summary>
    public IReadOnlyList<PathFile> Paths { get; init; } = [];
}

/// <summary>Reads what <see cref="ShardWriter"/> wrote.</summary>
internal static class ShardReader
{
    /// <exception cref="EnsembleException">Something else is there, or it is damaged.</exception>
    public static LoadedShard Read(string folder)
    {
        using DuckDBConnection connection = new("Data Source=:memory:;threads=1");
        connection.Open();
        ShardTables.Create(connection);
        ShardTables.Load(connection, folder);
        if (connection.Scalar<long>("select count(*) from shard") != 1)
        {
            throw new EnsembleException(
                $"{folder} does not say which shard it is. Remove it and play the shard again."
            );
        }

        EnsembleShape shape = ReadShape(connection);
        int[] days = [.. connection.Query("select day from band_day order by day", row => row.GetInt32(0))];
        EnsembleSketch sketch = new(shape, days);
        ReadRuns(connection, sketch);
        ReadMoments(connection, sketch, days);
        Shard shard = connection.Query(
            "select shard, shards from shard",
            row => new Shard(row.GetInt32(0), row.GetInt32(1))
        )[0];
        return new LoadedShard(shard, connection.Scalar<string>("select plan_hash from shard"), sketch)
        {
            Paths = connection.Query(
                "select file, rows, sha256 from path order by file",
                row => new PathFile(row.GetString(0), row.GetInt64(1), row.GetString(2))
            ),
        };
    }

    private static EnsembleShape ReadShape(DuckDBConnection connection)
    {
        ILookup<int, PointSetting> settings = connection
            .Query(
                "select point, path, value from setting order by rowid",
                row => (Point: row.GetInt32(0), Setting: new PointSetting(row.GetString(1), row.GetString(2)))
            )
            .ToLookup(row => row.Point, row => row.Setting);
        EnsemblePoint[] points =
        [
            .. connection.Query(
                "select point, hash from point order by point",
                row => new EnsemblePoint(row.GetString(1), [.. settings[row.GetInt32(0)]])
            ),
        ];
        MetricSpec[] metrics =
        [
            .. connection.Query(
                "select key, title, unit, meaning, decimals from metric order by metric",
                row => new MetricSpec(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3))
                {
                    Decimals = row.IsDBNull(4) ? null : row.GetInt32(4),
                }
            ),
        ];
        return connection.Query(
            "select name, start_date, days, seed, replicates, engine_version, coalesce(own_luck, false) from shard",
            row => new EnsembleShape(
                row.GetString(0),
                row.GetFieldValue<DateOnly>(1),
                row.GetInt32(2),
                row.GetFieldValue<uint>(3),
                row.GetInt32(4),
                points,
                metrics
            )
            {
                EngineVersion = row.GetString(5),
                HasOwnLuck = row.GetBoolean(6),
            }
        )[0];
    }

    private static void ReadRuns(DuckDBConnection connection, EnsembleSketch sketch)
    {
        int metrics = sketch.Shape.Metrics.Count;
        double[] values =
        [
            .. connection.Query("select value from outcome order by run, metric", row => row.GetDouble(0)),
        ];
        List<(int Run, string Digest, string Labels)> runs = connection.Query(
            "select run, digest, labels from run order by run",
            row => (row.GetInt32(0), row.GetString(1), row.GetString(2))
        );
        for (int i = 0; i < runs.Count; i++)
        {
            double[] last = values[(i * metrics)..((i + 1) * metrics)];
            string[] labels = runs[i].Labels.Split(", ", StringSplitOptions.RemoveEmptyEntries);
            sketch.AddOutcome(
                new RunOutcome(runs[i].Run, Convert.FromHexString(runs[i].Digest), last) { Labels = labels }
            );
        }
    }

    private static void ReadMoments(DuckDBConnection connection, EnsembleSketch sketch, int[] days)
    {
        Dictionary<(int, int, int), (double Least, double Most)> ends = [];
        foreach (
            var row in connection.Query(
                "select point, metric, day, least, most, sum from moment",
                row => (Cell: Cell(row), Least: row.GetDouble(3), Most: row.GetDouble(4), Sum: row.GetString(5))
            )
        )
        {
            ends.Add(row.Cell, (row.Least, row.Most));
            sketch
                .At(row.Cell.Point, row.Cell.Metric, Array.BinarySearch(days, row.Cell.Day))
                .Sum.Add(ExactSum.Parse(row.Sum));
        }

        foreach (
            var row in connection.Query(
                "select point, metric, day, bucket, runs from bucket order by point, metric, day, bucket",
                row => (Cell: Cell(row), Bucket: row.GetInt32(3), Runs: row.GetInt64(4))
            )
        )
        {
            (double least, double most) = ends[row.Cell];
            sketch
                .At(row.Cell.Point, row.Cell.Metric, Array.BinarySearch(days, row.Cell.Day))
                .Quantiles.AddBucket(row.Bucket, row.Runs, least, most);
        }
    }

    private static (int Point, int Metric, int Day) Cell(DbDataReader row) =>
        (row.GetInt32(0), row.GetInt32(1), row.GetInt32(2));
}
