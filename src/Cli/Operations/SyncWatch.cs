using Souk.Indexer.Operations;
using Souk.Indexer.Sync;

namespace Souk.Cli.Operations;

/// <summary>What watches a run of the indexer.</summary>
/// <param name="StatusPort">Null for none, 0 for a free one.</param>
/// <param name="Collector">Null for none.</param>
/// <param name="HasLog">Whether each step is a line of JSON on stderr.</param>
internal sealed record WatchPlan(int? StatusPort, Uri? Collector, bool HasLog);

/// <summary>Watches a run of the indexer for people and machines that keep it running.</summary>
internal sealed class SyncWatch : IProgress<SyncProgress>, IAsyncDisposable
{
    private readonly SyncMonitor _monitor;
    private readonly SyncLog? _log;
    private readonly OtlpExport? _export;
    private StatusServer? _server;

    private SyncWatch(IEnumerable<int> chainIds, WatchPlan plan)
    {
        _monitor = new SyncMonitor(chainIds, TimeProvider.System, StallLimits.Default);
        _log = plan.HasLog ? new SyncLog(Console.Error, TimeProvider.System) : null;
        _export = plan.Collector is null ? null : new OtlpExport(plan.Collector);
    }

    /// <exception cref="Dashboards.PortInUseException">Another program holds the port.</exception>
    public static async Task<SyncWatch> StartAsync(
        IEnumerable<int> chainIds,
        WatchPlan plan,
        CancellationToken cancellation
    )
    {
        var watch = new SyncWatch(chainIds, plan);
        try
        {
            if (plan.StatusPort is { } port)
            {
                watch._server = await StatusServer.StartAsync(watch._monitor, port, cancellation);
                await Console.Error.WriteLineAsync($"souk: status at {watch._server.Address}");
            }

            return watch;
        }
        catch
        {
            await watch.DisposeAsync();
            throw;
        }
    }

    public void Report(SyncProgress value)
    {
        _monitor.Report(value);
        _log?.Report(value);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _export?.Dispose();
        _monitor.Dispose();
    }
}
