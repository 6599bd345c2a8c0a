using Souk.Cli;
using Souk.Cli.Demos;
using Souk.Cli.Screens;
using Souk.Dashboards;
using Souk.Dashboards.Markets;

namespace Souk.EndToEnd.Tests;

/// <summary>One demo for all tests: two years on a real chain, indexed, simulated and served.</summary>
public sealed class Demo : IAsyncLifetime
{
    public const uint Seed = 1;

    private WarehouseData _data = null!;
    private DashboardServer _server = null!;

    internal DemoRun Run { get; private set; } = null!;

    public string Folder { get; } = Directory.CreateTempSubdirectory("souk-demo-").FullName;

    public Uri Address => _server.Address;

    public async ValueTask InitializeAsync()
    {
        Run = await DemoRun.StartAsync(Folder, Seed, new ProgressScreen(ProgressMode.None), CancellationToken.None);
        _data = new WarehouseData(Run.Warehouse.Connection, Repository.FindFile("baseline", "scenarios"));
        _server = await DashboardServer.StartAsync(_data, port: 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _data.Dispose();
        await Run.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

[CollectionDefinition(Name)]
public sealed class DemoTests : ICollectionFixture<Demo>
{
    public const string Name = "demo";
}
