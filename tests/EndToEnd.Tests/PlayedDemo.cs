using Souk.Cli;
using Souk.Cli.Demos;
using Souk.Cli.Screens;
using Souk.Dashboards;
using Souk.Dashboards.Markets;
using Souk.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(PlayedDemo))]

namespace Souk.EndToEnd.Tests;

/// <summary>Two years on a real chain, indexed, simulated and served: one for all tests, played when the first asks.</summary>
public sealed class PlayedDemo : IAsyncDisposable
{
    public const uint Seed = 1;

    private readonly Lazy<Task<DemoRun>> _run;
    private WarehouseData? _data;
    private DashboardServer? _server;

    public PlayedDemo() => _run = new(PlayAsync);

    public string Folder { get; } = Directory.CreateTempSubdirectory("souk-demo-").FullName;

    /// <summary>Where it is served, once it was played.</summary>
    public Uri Address => _server!.Address;

    /// <summary>The demo itself. Its connection is the server's, which keeps answers: tests have one of their own.</summary>
    internal Task<DemoRun> RunAsync() => _run.Value;

    public async ValueTask DisposeAsync()
    {
        if (_run.IsValueCreated)
        {
            DemoRun run = await _run.Value;
            await _server!.DisposeAsync();
            _data!.Dispose();
            await run.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private async Task<DemoRun> PlayAsync()
    {
        DemoRun run = await DemoRun.StartAsync(
            Folder,
            Seed,
            new ProgressScreen(ProgressMode.None),
            CancellationToken.None
        );
        _data = new WarehouseData(run.Warehouse.Connection, Repository.FindFile("baseline", "scenarios"));
        _server = await DashboardServer.StartAsync(_data, port: 0);
        return run;
    }
}
