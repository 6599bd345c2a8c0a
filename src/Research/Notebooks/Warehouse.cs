using Souk.DuckDb;
using Souk.Research.Connections;
using Souk.Research.Frames;
using Souk.Research.Responses;
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
    /// <summary>The name of the sample that ships: two years of a synthetic economy of five markets.</summary>
    public const string SampleName = "sample";

    private const string SampleFolder = "demo";

    private readonly FrameStore _frames;
    private readonly OpenedWarehouse? _opened;
    private readonly DuckDBConnection? _connection;
    private readonly SoukServer? _server;
    private readonly Lazy<string> _dataHash;
    private readonly bool _isCopy;
    private readonly bool _isExport;

    private Warehouse(OpenedWarehouse opened, bool isExport)
    {
        _opened = opened;
        _isExport = isExport;
        _isCopy = opened.IsCopy;
        _connection = opened.Connection;
        _frames = new FrameStore(opened.Connection, opened.Owner);
        Title = opened.Title;
        _dataHash = new Lazy<string>(opened.DataHash);
    }

    private Warehouse(SoukServer server)
    {
        _server = server;
        _frames = FrameStore.InMemory();
        Title = server.Address.GetLeftPart(UriPartial.Authority);
        _dataHash = new Lazy<string>(() =>
            throw new FrameException("A server's data grow, so they have no hash. Pin a file or a snapshot.")
        );
    }

    /// <summary>Its data.</summary>
    /// <exception cref="SnapshotException">They are a server's or an export's.</exception>
    internal OpenedWarehouse Opened =>
        _isExport
            ? throw new SnapshotException(ExportHint)
            : _opened
                ?? throw new SnapshotException(
                    "A server's data cannot be fitted to from afar. Open its file or a snapshot of it (`souk sample build --db FILE`)."
                );

    private string ExportHint =>
        $"{Title} is an export: it answers SQL, but metrics and scenarios join ids, which it has not. Open the warehouse file or a snapshot of it (`souk sample build --db FILE`).";

    /// <summary>What the data are.</summary>
    public string Title { get; }

    /// <summary>SHA-256 of the data, lower-case hexadecimal: of a snapshot or an export over its files, of a warehouse its digest.</summary>
    /// <exception cref="FrameException">Of a server, whose data grow.</exception>
    public string DataHash => _dataHash.Value;

    /// <summary>Opens a warehouse for reading.</summary>
    /// <param name="path">`sample`; a folder that `souk sample build` wrote; a DuckDB file; or a folder that `souk export` wrote,
    /// which answers <see cref="Sql"/> alone.</param>
    /// <exception cref="SnapshotException">There is no such warehouse, it was changed, or it is stale.</exception>
    /// <example><code>Warehouse.Open("sample").DataHash</code></example>
    public static Warehouse Open(string path = SampleName)
    {
        bool isExport = path != SampleName && ExportFolder.IsAt(path);
        OpenedWarehouse opened = isExport
            ? ExportFolder.Open(path)
            : OpenedWarehouse.Open(path == SampleName ? ShippedFiles.Sample(SampleFolder) : path);
        return new Warehouse(opened, isExport);
    }

    /// <summary>Connects to a running `souk serve`: the same calls as on a file, answered by its API.</summary>
    /// <param name="address">Such as http://127.0.0.1:8080.</param>
    /// <param name="key">Of `souk keys new`; without it the variable SOUK_KEY, then none. Sent to https or loopback alone.</param>
    /// <exception cref="ServerException">No server answers there, or it refuses.</exception>
    /// <example><code>Warehouse.Connect("http://127.0.0.1:8080").Metric("supply")</code></example>
    public static Warehouse Connect(string address, string? key = null)
    {
        SoukServer server = SoukServer.Connect(address, key ?? Environment.GetEnvironmentVariable("SOUK_KEY"));
        try
        {
            server.Get("api/v1/data");
            return new Warehouse(server);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Asks with one query. Amounts are integers of base units.</summary>
    /// <param name="parameters">Named as in the query, without the `$`.</param>
    /// <exception cref="FrameException">The query fails.</exception>
    /// <example><code>warehouse.Sql("from market.payment where role = $role", ("role", "royalty")).Describe()</code></example>
    /// <exception cref="ServerException">The server refuses, or the answer is larger than it gives.</exception>
    public Frame Sql(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        _server is null ? _frames.Sql(sql, parameters) : _server.Sql(SqlValues.Put(sql, parameters)).ToFrame(_frames);

    /// <summary>A number of the catalogue: the same SQL file that pages, API and command line run.</summary>
    /// <param name="key">As in docs/METRICS.md.</param>
    /// <param name="market">The system whose market is asked for.</param>
    /// <exception cref="UnknownMetricException">No metric has this key; names those that there are.</exception>
    /// <exception cref="SnapshotException">An export was asked, which has no ids.</exception>
    /// <example><code>warehouse.Metric("supply").AsOf(2024, 12, 31)</code></example>
    public Metric Metric(string key, string market = "masa") =>
        _isExport ? throw new SnapshotException(ExportHint)
        : _server is null
            ? new Metric(metric => Notebooks.Metric.Ask(_frames, metric), MetricCatalogue.Get(key), market)
        : new Metric(metric => AskServer(_server, metric), _server.Definition(key), market);

    /// <summary>Puts rows into this open copy: what if? The snapshot's files stay as they are, and so does its hash.</summary>
    /// <param name="sql">Statements, such as `insert into market.provenance …`.</param>
    /// <exception cref="FrameException">A statement fails, or this is a DuckDB file, which is open for reading only.</exception>
    /// <example><code>
    /// warehouse.WhatIf("insert into chain.development values (99)");
    /// warehouse.Sql("from chain.development")
    /// </code></example>
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
    /// <exception cref="FrameException">A server was asked: scenarios start from files.</exception>
    /// <exception cref="SnapshotException">An export was asked, which has no ids.</exception>
    /// <example><code>warehouse.Scenario("baseline").For(90).Ensemble(runs: 20, seed: 7)</code></example>
    public Scenario Scenario(string nameOrPath) =>
        _isExport ? throw new SnapshotException(ExportHint)
        : _connection is { } connection ? ChainScenario.Read(connection, nameOrPath)
        : throw new FrameException("A scenario starts from a warehouse file or snapshot, not from a server.");

    /// <summary>What parties of a market did in the days after they were paid, less that of those who were not: event study with
    /// difference in differences, placebo dates, and intervals by resampling days. The code is that of `souk responses`.</summary>
    /// <param name="role">The payment leg that is the event; its payee is who may respond.</param>
    /// <param name="outcome">`presence`, `contributions` or `purchases`, each a day.</param>
    /// <param name="before">Days before an event that it is compared with, at most 365.</param>
    /// <param name="after">Days of the response, the event's own included, at most 365.</param>
    /// <returns>The whole window in the row whose `lag` is NULL, then a row for each day around the event: `effect`, `low`,
    /// `high` (95 %), and in each row `events`, `event_days`, `placebo_share`, `verdict` and `reason`.</returns>
    /// <exception cref="ArgumentException">No such outcome, or a window out of its limits.</exception>
    /// <exception cref="FrameException">A server was asked.</exception>
    /// <example><code>warehouse.Responses("masa", "reward").Where("lag is null")</code></example>
    public Frame Responses(
        string market = "masa",
        string role = "reward",
        string outcome = "presence",
        int before = 14,
        int after = 14
    ) =>
        _connection is { } connection
            ? ResponseFrame.Of(
                _frames,
                PartyResponses.Read(connection, market, role, OutcomeOf(outcome)),
                ResponseFrame.Design(before, after)
            )
            : throw new FrameException("Responses are estimated from a warehouse file or snapshot, not from a server.");

    /// <summary>A frame of elsewhere, such as a run's, brought here so that it can be joined.</summary>
    /// <example><code>warehouse.Take(run.Frame("price")).Join(warehouse.Metric("price").Frame, on: "day")</code></example>
    public Frame Take(Frame frame) => frame.CopyTo(_frames);

    public void Dispose()
    {
        _frames.Dispose();
        _server?.Dispose();
    }

    private static PartyOutcome OutcomeOf(string name) =>
        Enum.GetValues<PartyOutcome>()
            .Where(outcome => outcome.ToString().Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(outcome => (PartyOutcome?)outcome)
            .FirstOrDefault()
        ?? throw new ArgumentException(
            $"'{name}' is no outcome; there are presence, contributions and purchases.",
            nameof(name)
        );

    private Frame AskServer(SoukServer server, Metric metric)
    {
        DateOnly? day = metric.AsOfTime is { } time ? DateOnly.FromDateTime(time) : null;
        return metric.AsOfTime?.TimeOfDay < TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1)
            ? throw new FrameException("A server answers as of the end of a day: AsOf(2024, 12, 31).")
            : server.Metric(metric.Key, metric.Market, day, metric.Actor, metric.KnownAtTime).ToFrame(_frames);
    }
}
