using Souk.DuckDb;
using Souk.Research.Frames;
using Souk.Research.Snapshots;
using Souk.Warehouse.Metrics;

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

    private Warehouse(OpenedWarehouse opened)
    {
        Opened = opened;
        _isCopy = opened.IsCopy;
        _connection = opened.Connection;
        _frames = new FrameStore(opened.Connection, opened.Owner);
        Title = opened.Title;
        DataHash = opened.DataHash;
    }

    internal OpenedWarehouse Opened { get; }

    /// <summary>What the data are.</summary>
    public string Title { get; }

    /// <summary>SHA-256 of the data, lower-case hexadecimal: of a snapshot over its files, of a warehouse its digest.</summary>
    public string DataHash { get; }

    /// <summary>Opens a warehouse for reading.</summary>
    /// <param name="path">`sample`; a folder that `souk sample build` wrote; or a DuckDB file.</param>
    /// <exception cref="SnapshotException">There is no such warehouse, it was changed, or it is stale.</exception>
    public static Warehouse Open(string path = SampleName)
    {
        OpenedWarehouse opened = OpenedWarehouse.Open(path == SampleName ? ShippedFiles.Sample(SampleFolder) : path);
        return new Warehouse(opened);
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
