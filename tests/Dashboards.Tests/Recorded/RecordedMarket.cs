using System.Net;
using System.Reflection;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Tests.Pages;
using Souk.DuckDb;
using Souk.Research.Forecasts;
using Souk.Warehouse.Claims;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

[assembly: AssemblyFixture(typeof(Souk.Dashboards.Tests.Recorded.RecordedMarket))]

namespace Souk.Dashboards.Tests.Recorded;

/// <summary>A real warehouse with a market that can be checked by hand (bazaar.sql), served.</summary>
public sealed class RecordedMarket : IAsyncLifetime
{
    public const string System = "bazaar";

    private readonly WarehouseFile _warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("souk-pages-");
    private WarehouseData _data = null!;
    private DashboardServer _server = null!;

    /// <summary>The scenarios that ship.</summary>
    public static string ScenarioFolder { get; } = FindScenarios();

    private static string ClaimFolder => Path.Combine(ScenarioFolder, "..", "claims");

    /// <summary>Public statements about the bazaar, and those that ship.</summary>
    public IReadOnlyList<Claim> Claims { get; private set; } = [];

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
        string claims = Path.Combine(_folder.FullName, "bazaar.yaml");
        await File.WriteAllTextAsync(claims, ClaimPageTests.File);
        Claims = ClaimRegistry.Read([
            claims,
            .. Directory.GetFiles(ClaimFolder, "*.yaml").Order(StringComparer.Ordinal),
        ]);
        _data = new WarehouseData(Connection, "no-scenario.yaml");
        _server = await DashboardServer.StartAsync(
            _data,
            port: 0,
            Failures.Add,
            parts: new DashboardParts
            {
                ScenarioFolder = ScenarioFolder,
                SavedScenarios = new TextShelf(Path.Combine(_folder.FullName, "scenarios"), "yaml"),
                ReadWorkbook = file =>
                    new StreamReader(file).ReadToEnd() is var text
                    && text.StartsWith("bucket", StringComparison.Ordinal)
                        ? text
                        : throw new FormatException("The file is not an XLSX file that can be read."),
                Claims = Claims,
            }
        );
        // All files of a scenario's page are some hundred runs of it, which a busy machine plays for minutes.
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = _server.Address,
            Timeout = TimeSpan.FromMinutes(5),
        };
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

    /// <summary>Sends a page's form with the token that the page has, as a browser does.</summary>
    public async Task<(HttpStatusCode Status, string Page, string? Location)> PostAsync(
        string path,
        string address,
        IEnumerable<(string Name, string Value)> fields,
        (string Name, string Text)? file = null
    )
    {
        string page = await Client.GetStringAsync(path);
        string token = page.Split("name=\"__RequestVerificationToken\"")[1].Split("value=\"")[1].Split('"')[0];
        using MultipartFormDataContent form = new() { { new StringContent(token), "__RequestVerificationToken" } };
        foreach ((string name, string value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        if (file is { } sent)
        {
            form.Add(new StringContent(sent.Text), "Upload", sent.Name);
        }

        using HttpResponseMessage reply = await Client.PostAsync(address, form);
        string answer = WebUtility.HtmlDecode(await reply.Content.ReadAsStringAsync());
        return (reply.StatusCode, answer, reply.Headers.Location?.ToString());
    }

    /// <summary>What went wrong last, for a test that did not expect it.</summary>
    public string Explain() => Failures.Count == 0 ? "no page failed" : Failures[^1].Message;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _data.Dispose();
        _warehouse.Dispose();
        _folder.Delete(recursive: true);
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
