using Souk.Cli.Demos;
using Souk.DuckDb;

namespace Souk.EndToEnd.Tests;

/// <summary>The one demo as a class of tests sees it: classes run side by side, so each has a connection of its own.</summary>
public sealed class Demo(PlayedDemo played) : IAsyncLifetime
{
    internal DemoRun Run { get; private set; } = null!;

    /// <summary>To the warehouse that the server serves. Computes whatever is asked: it keeps no answers.</summary>
    public DuckDBConnection Connection { get; private set; } = null!;

    public string Folder => played.Folder;

    public Uri Address => played.Address;

    public async ValueTask InitializeAsync()
    {
        Run = await played.RunAsync();
        Connection = new DuckDBConnection($"Data Source={Run.Warehouse.Path}");
        Connection.Open();
    }

    public ValueTask DisposeAsync() => Connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}
