using System.Reflection;
using Souk.Dashboards.Markets;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Dashboards.Tests.Recorded;

/// <summary>The bazaar of its own, for a test that changes it or serves it in another way.</summary>
internal sealed class FreshMarket : IAsyncDisposable
{
    private readonly WarehouseFile _warehouse;
    private readonly DuckDBConnection? _reader;
    private readonly WarehouseData _data;
    private readonly DashboardServer _server;

    private FreshMarket(WarehouseFile warehouse, DuckDBConnection? reader, WarehouseData data, DashboardServer server)
    {
        _warehouse = warehouse;
        _reader = reader;
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

    /// <param name="file">Where the warehouse lies; null keeps it in memory. Pages read a file over a connection of their own,
    /// as they do where the same process indexes.</param>
    public static async Task<FreshMarket> StartAsync(DashboardParts? parts = null, string? file = null)
    {
        WarehouseFile warehouse = WarehouseFile.Open(file ?? WarehouseFile.InMemory);
        DuckDBConnection? reader = file is null ? null : new DuckDBConnection($"Data Source={file}");
        try
        {
            using var script = new StreamReader(
                Assembly.GetExecutingAssembly().GetManifestResourceStream("Recorded/bazaar.sql")!
            );
            warehouse.Connection.Execute(await script.ReadToEndAsync());
            reader?.Open();
            WarehouseData data = new(reader ?? warehouse.Connection, "no-scenario.yaml");
            DashboardServer server = await DashboardServer.StartAsync(data, port: 0, parts: parts);
            return new FreshMarket(warehouse, reader, data, server);
        }
        catch
        {
            reader?.Dispose();
            warehouse.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        _data.Dispose();
        _reader?.Dispose();
        _warehouse.Dispose();
    }
}
