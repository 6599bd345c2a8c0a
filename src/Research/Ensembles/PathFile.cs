using System.Security.Cryptography;
using Souk.DuckDb;
using Souk.Simulation.Experiments;

namespace Souk.Research.Ensembles;

/// <summary>A file of paths, as its shard remembers it.</summary>
/// <param name="Name">Within the folder of paths.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
internal sealed record PathFile(string Name, long Rows, string Sha256)
{
    /// <summary>Values are as recorded, units the same in base units, NULL where a metric is no amount of a token.</summary>
    public const string Definition =
        "create table path (point integer, replicate integer, metric integer, day integer, value double, units decimal(38, 0))";

    private const string Order = "order by point, replicate, metric, day";

    /// <summary>Writes paths in the order of their keys: the same runs give the same bytes.</summary>
    public static PathFile Write(string file, EnsembleShape shape, IEnumerable<RunPath> paths)
    {
        using DuckDBConnection connection = Open();
        connection.Execute(Definition);
        using (DuckDBAppender appender = connection.CreateAppender("path"))
        {
            foreach (RunPath path in paths)
            {
                Append(appender, shape, path);
            }
        }

        return Copy(connection, "path", file);
    }

    /// <summary>Writes the rows of several files as one.</summary>
    public static PathFile Join(IEnumerable<string> parts, string file)
    {
        using DuckDBConnection connection = Open();
        return Copy(connection, SourceOf(parts), file);
    }

    /// <summary>SQL that reads files.</summary>
    public static string SourceOf(IEnumerable<string> files) =>
        $"read_parquet([{string.Join(", ", files.Select(one => $"'{ShardTables.Quoted(one)}'"))}])";

    public static string HashOf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>The paths of a file, run by run.</summary>
    public static IEnumerable<RunPath> Read(string file, EnsembleShape shape)
    {
        using DuckDBConnection connection = Open();
        int rows = shape.Days * shape.Metrics.Count;
        List<(int Run, double Value, Int128 Units)> all = connection.Query(
            $"select point * {shape.Replicates} + replicate, value, coalesce(units, 0)::hugeint from {SourceOf([file])} {Order}",
            row => (row.GetInt32(0), row.GetDouble(1), row.GetFieldValue<Int128>(2))
        );
        for (int first = 0; first < all.Count; first += rows)
        {
            List<(int Run, double Value, Int128 Units)> one = all.GetRange(first, rows);
            yield return new RunPath(one[0].Run, [.. one.Select(row => row.Value)], [.. one.Select(row => row.Units)]);
        }
    }

    private static DuckDBConnection Open()
    {
        DuckDBConnection connection = new("Data Source=:memory:;threads=1");
        connection.Open();
        return connection;
    }

    private static PathFile Copy(DuckDBConnection connection, string source, string file)
    {
        string target = ShardTables.Quoted(file);
        connection.Execute($"copy (select * from {source} {Order}) to '{target}' (format parquet, compression zstd)");
        long rows = connection.Scalar<long>($"select count(*) from {source}");
        return new PathFile(Path.GetFileName(file), rows, HashOf(file));
    }

    private static void Append(DuckDBAppender appender, EnsembleShape shape, RunPath path)
    {
        int point = shape.PointOf(path.Run);
        int replicate = (int)shape.ReplicateOf(path.Run);
        for (int start = 0; start < path.Values.Length; start += DuckDBAppenderChunk.RowsMax)
        {
            int count = Math.Min(DuckDBAppenderChunk.RowsMax, path.Values.Length - start);
            DuckDBAppenderChunk chunk = appender.CreateChunk();
            chunk.Column<int>(0)[..count].Fill(point);
            chunk.Column<int>(1)[..count].Fill(replicate);
            Span<int> metrics = chunk.Column<int>(2);
            Span<int> days = chunk.Column<int>(3);
            for (int row = 0; row < count; row++)
            {
                (metrics[row], days[row]) = Math.DivRem(start + row, shape.Days);
                if (shape.Metrics[metrics[row]].Decimals is null)
                {
                    chunk.SetNull(5, row);
                }
            }

            path.Values.AsSpan(start, count).CopyTo(chunk.Column<double>(4));
            path.Units.AsSpan(start, count).CopyTo(chunk.Column<Int128>(5));
            chunk.EndChunk(count);
        }
    }
}
