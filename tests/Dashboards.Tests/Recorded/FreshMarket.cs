using System.Reflection;
using Souk.Dashboards.Markets;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Dashboards.Tests.Recorded;

/// <summary>The bazaar of its own, for a test that changes it or serves it in another way.</summary>
internal sealed class FreshMarket : IAsyncDisposable
{
    private readonly WarehouseFile _warehouse;
    private readonly WarehouseData _data;
    private readonly DashboardServer _server;

    private FreshMarket(WarehouseFile warehouse, WarehouseData data, DashboardServer server)
    {
        _warehouse = warehouse;
        _data = data;
        _server = server;
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = server.Address,
        };
    }

    public DuckDBConnection Connection => _warehouse.Connection;

    public HttpClient Client { get; }

    public Uri Address => _server.Address;

    public static async Task<FreshMarket> StartAsync(DashboardParts? parts = null)
    {
        WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        try
        {
            using var script = new StreamReader(
                Assembly.GetExecutingAssembly().GetManifestResourceStream("Recorded/bazaar.sql")!
            );
            warehouse.Connection.Execute(await script.ReadToEndAsync());
            WarehouseData data = new(warehouse.Connection, "no-scenario.yaml");
            DashboardServer server = await DashboardServer.StartAsync(data, port: 0, parts: parts);
            return new FreshMarket(warehouse, data, server);
        }
        catch
        {
            warehouse.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _data.Dispose();
        _warehouse.Dispose();
    }
}
