using Souk.DuckDb;
using Souk.Research.Frames;
using Souk.Research.Snapshots;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Research.Notebooks;

/// <summary>A warehouse to study: nothing in it is ever changed.</summary>
/// <example><code>
/// using Souk;
/// var warehouse = Warehouse.Open("sample");
/// warehouse.Sql("select role, sum(amount) as amount from market.payment group by role")
/// </code></example>
public sealed class Warehouse : IDisposable
{
    /// <summary>The name of the sample that ships: two years of a synthetic economy of three markets.</summary>
    public const string SampleName = "sample";

    private const string SampleFolder = "demo";

    private readonly FrameStore _frames;
    private readonly DuckDBConnection _connection;
    private readonly bool _isCopy;

    private Warehouse(DuckDBConnection connection, IDisposable owner, string title, string dataHash, bool isCopy)
    {
        _isCopy = isCopy;
        _connection = connection;
        _frames = new FrameStore(connection, owner);
        Title = title;
        DataHash = dataHash;
    }

    /// <summary>What the data are.</summary>
    public string Title { get; }

    /// <summary>SHA-256 of the data, lower-case hexadecimal: of a snapshot over its files, of a warehouse its digest.</summary>
    public string DataHash { get; }

    /// <summary>Opens a warehouse for reading.</summary>
    /// <param name="path">`sample`; a folder that `souk sample build` wrote; or a DuckDB file.</param>
    /// <exception cref="SnapshotException">There is no such warehouse, it was changed, or it is stale.</exception>
    public static Warehouse Open(string path = SampleName)
    {
        if (path == SampleName || Directory.Exists(path))
        {
            string folder = path == SampleName ? ShippedFiles.Sample(SampleFolder) : path;
            Snapshot snapshot = Snapshot.Read(folder);
            WarehouseFile file = Snapshot.Open(folder);
            return new Warehouse(file.Connection, file, snapshot.Title, snapshot.DataHash, isCopy: true);
        }

        if (!File.Exists(path))
        {
            throw new SnapshotException(
                $"There is no warehouse {Path.GetFullPath(path)}. Name a DuckDB file or a snapshot's folder, or '{SampleName}'."
            );
        }

        DuckDBConnection connection = new($"Data Source={Path.GetFullPath(path)};access_mode=READ_ONLY");
        try
        {
            connection.Open();
            return new Warehouse(
                connection,
                connection,
                Path.GetFileName(path),
                WarehouseDigest.Compute(connection),
                isCopy: false
            );
        }
        catch (DuckDBException exception)
        {
            connection.Dispose();
            throw new SnapshotException(exception.Message);
        }
    }

    /// <summary>Asks with one query. Amounts are integers of base units.</summary>
    /// <param name="parameters">Named as in the query, without the `$`.</param>
    /// <exception cref="FrameException">The query fails.</exception>
    /// <example><code>warehouse.Sql("from market.payment where role = $role", ("role", "royalty")).Describe()</code></example>
    public Frame Sql(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        _frames.Sql(sql, parameters);

    /// <summary>A number of the catalogue: the same SQL file that pages, API and command line run.</summary>
    /// <param name="key">As in docs/METRICS.md.</param>
    /// <param name="market">The system whose market is asked for.</param>
    /// <exception cref="UnknownMetricException">No metric has this key; names those that there are.</exception>
    /// <example><code>warehouse.Metric("supply").AsOf(2024, 12, 31)</code></example>
    public Metric Metric(string key, string market = "masa") =>
        new(_frames, MetricCatalogue.Get(key), market, asOf: null, MetricActor.Address);

    /// <summary>Puts rows into this open copy: what if? The snapshot's files stay as they are, and so does its hash.</summary>
    /// <param name="sql">Statements, such as `insert into market.provenance …`.</param>
    /// <exception cref="FrameException">A statement fails, or this is a DuckDB file, which is open for reading only.</exception>
    public void WhatIf(string sql)
    {
        if (!_isCopy)
        {
            throw new FrameException($"{Title} is open for reading only. What-ifs need a snapshot: souk sample build.");
        }

        _frames.Execute(sql, []);
    }

    /// <summary>A scenario that starts from where a market stands in this warehouse.</summary>
    /// <param name="nameOrPath">Such as `baseline` or `burn-30`.</param>
    public Scenario Scenario(string nameOrPath) => ChainScenario.Read(_connection, nameOrPath);

    /// <summary>A frame of elsewhere, such as a run's, brought here so that it can be joined.</summary>
    public Frame Take(Frame frame) => frame.CopyTo(_frames);

    public void Dispose() => _frames.Dispose();
}
