using Souk.DuckDb;
using Souk.Simulation.Engine;
using Souk.Simulation.Experiments;

namespace Souk.Research.Runs;

/// <summary>Keeps the runs of a scenario in a DuckDB file, in one Parquet file, or in a folder of them, while they happen.</summary>
/// <remarks>
/// A thread of its own writes; runs only copy what they show, and results are the same with and without it. Everything
/// goes to a file beside the target first, which becomes the target in <see cref="Finish"/>: a target is complete, or it
/// is not there.
/// </remarks>
public sealed class RunStore : IDisposable
{
    private readonly string _target;
    private readonly string _staging;
    private readonly DuckDBConnection _connection;
    private readonly RunWriter _writer;
    private readonly RunQueue _queue;
    private bool _isFinished;

    /// <param name="target">`*.duckdb`: a database with all tables. `*.parquet`: the series alone. Else a folder with a
    /// Parquet file per table.</param>
    /// <exception cref="IOException">There is something at the target, or no folder for it.</exception>
    public RunStore(string target)
    {
        _target = Path.GetFullPath(target);
        if (Path.Exists(_target))
        {
            throw new IOException($"{target} exists already and stays as it is. Name another place with --out.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(_target)))
        {
            throw new IOException(
                $"{target}: the folder {Path.GetDirectoryName(_target)} does not exist. Create it first."
            );
        }

        _staging = $"{_target}.{Environment.ProcessId}.partial";
        _connection = new DuckDBConnection($"Data Source={_staging};threads=1");
        _connection.Open();
        RunTables.Create(_connection);
        _writer = new RunWriter(_connection);
        _queue = new RunQueue(_writer.Write);
    }

    /// <summary>A sink for one thread's runs.</summary>
    public Sink OpenSink() => new RunSink(_queue);

    /// <summary>Adds what identifies the result and puts everything in its place.</summary>
    public void Finish(BlueprintResult result)
    {
        _queue.Finish();
        _writer.Dispose();
        RunTables.Finish(_connection, result);
        Publish(result);
        _isFinished = true;
    }

    /// <summary>Without <see cref="Finish"/> nothing stays.</summary>
    public void Dispose()
    {
        _queue.Dispose();
        _writer.Dispose();
        _connection.Dispose();
        if (!_isFinished || !_target.EndsWith(".duckdb", StringComparison.Ordinal))
        {
            File.Delete(_staging);
            File.Delete(_staging + ".wal");
        }
    }

    private void Publish(BlueprintResult result)
    {
        if (_target.EndsWith(".duckdb", StringComparison.Ordinal))
        {
            _connection.Execute("checkpoint");
            _connection.Dispose();
            File.Move(_staging, _target);
        }
        else if (_target.EndsWith(".parquet", StringComparison.Ordinal))
        {
            Copy(SeriesQuery, _target, result);
        }
        else
        {
            Directory.CreateDirectory(_target);
            foreach (string table in RunTables.Names)
            {
                Copy($"select * from {table}", Path.Combine(_target, table + ".parquet"), result);
            }
        }
    }

    private const string SeriesQuery = """
        select
            series.replicate,
            series.day,
            run.start_date + series.day as date,
            metric.key as metric,
            metric.unit,
            series.value,
            series.units
        from series
        join metric on metric.metric = series.metric
        cross join run
        order by series.replicate, series.metric, series.day
        """;

    private void Copy(string query, string file, BlueprintResult result) =>
        _connection.Execute(
            $"copy ({query}) to '{Quoted(file)}' (format parquet, compression zstd, kv_metadata {{"
                + $"scenario_hash: '{result.ScenarioHash}', seed: '{result.Seed}', runs: '{result.Runs}', "
                + $"engine_version: '{result.EngineVersion}', digest: '{result.Digest}', "
                + $"labels: '{Quoted(string.Join(", ", result.Labels))}'}})"
        );

    private static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);
}
