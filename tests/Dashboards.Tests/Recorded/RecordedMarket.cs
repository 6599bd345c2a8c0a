using System.Net;
using System.Reflection;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Tests.Pages;
using Souk.DuckDb;
using Souk.Research.Forecasts;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

[assembly: AssemblyFixture(typeof(Souk.Dashboards.Tests.Recorded.RecordedMarket))]

namespace Souk.Dashboards.Tests.Recorded;

/// <summary>A real warehouse with a market that can be checked by hand (bazaar.sql), served.</summary>
public sealed class RecordedMarket : IAsyncLifetime
{
    public const string System = "bazaar";

    private readonly WarehouseFile _warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
    private WarehouseData _data = null!;
    private DashboardServer _server = null!;

    /// <summary>The scenarios that ship.</summary>
    public static string ScenarioFolder { get; } = FindScenarios();

    public Uri Address => _server.Address;

    /// <summary>Methods and routes that are served.</summary>
    public IReadOnlyList<string> Routes => _server.Routes;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>Failures of pages: empty where no test asks for one.</summary>
    public List<Exception> Failures { get; } = [];

    public DuckDBConnection Connection => _warehouse.Connection;

    public async ValueTask InitializeAsync()
    {
        using var script = new StreamReader(
            Assembly.GetExecutingAssembly().GetManifestResourceStream("Recorded/bazaar.sql")!
        );
        Connection.Execute(await script.ReadToEndAsync());
        ForecastShelf.Load(Connection, ForecastPageTests.Forecast("unlock", isSelfTest: true));
        _data = new WarehouseData(Connection, "no-scenario.yaml");
        _server = await DashboardServer.StartAsync(
            _data,
            port: 0,
            Failures.Add,
            parts: new DashboardParts { ScenarioFolder = ScenarioFolder }
        );
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _server.Address };
    }

    /// <summary>A metric's rows by its own file, while no page reads.</summary>
    public Task<MetricTable> RunAsync(string key, string market = System) =>
        _data.ReadAsync(connection => MetricCatalogue.Run(connection, key, market), CancellationToken.None);

    /// <summary>Anything else of the warehouse, while no page reads.</summary>
    public Task<T> ReadAsync<T>(Func<DuckDBConnection, T> read) => _data.ReadAsync(read, CancellationToken.None);

    public async Task<string> PageAsync(string path)
    {
        using HttpResponseMessage reply = await Client.GetAsync(path);
        string page = await reply.Content.ReadAsStringAsync();
        reply.StatusCode.ShouldBe(HttpStatusCode.OK, $"{path}: {Explain()}");
        return WebUtility.HtmlDecode(page);
    }

    /// <summary>What went wrong last, for a test that did not expect it.</summary>
    public string Explain() => Failures.Count == 0 ? "no page failed" : Failures[^1].Message;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _data.Dispose();
        _warehouse.Dispose();
    }

    private static string FindScenarios()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Analytics.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "data", "scenarios");
    }
}
