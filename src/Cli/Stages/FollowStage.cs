using System.Collections.Concurrent;
using Souk.Cli.Screens;
using Souk.Dashboards.Alarms;
using Souk.Indexer;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.Research.Forecasts;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Stages;

/// <summary>Indexing that goes on while the same process serves. What stops it does not stop the pages: they keep what is
/// stored.</summary>
internal sealed class FollowStage(ManifestSet manifests, ILookup<int, EndpointAddress> endpoints, SyncOptions options)
{
    private readonly ConcurrentQueue<IndexStop> _stops = [];

    /// <summary>Success, or what indexing ended with.</summary>
    public int ExitCode { get; private set; } = Cli.ExitCode.Success;

    /// <summary>Chains that do not go on, for pages to say so.</summary>
    public IReadOnlyList<IndexStop> Stops => [.. _stops];

    /// <exception cref="InvalidInputException">A chain has no endpoint.</exception>
    public void RequireEndpoints()
    {
        if (manifests.Chains.FirstOrDefault(chain => !endpoints.Contains(chain.ChainId)) is { } lonely)
        {
            throw new InvalidInputException(
                $"No endpoint is given for chain {lonely.ChainId}. Add --rpc {lonely.ChainId}=URL."
            );
        }
    }

    /// <summary>Follows until cancelled or stopped; says on stderr what stopped it.</summary>
    public async Task RunAsync(WarehouseFile warehouse, CancellationToken cancellation)
    {
        try
        {
            SyncResult result = await IndexStage.RunAsync(
                manifests,
                warehouse,
                endpoints,
                options,
                new ProgressScreen(ProgressMode.None),
                watch: null,
                cancellation
            );
            foreach (StoppedChain stopped in result.Stopped)
            {
                End(stopped.Cause, $"chain {stopped.ChainId} stopped", [stopped.ChainId]);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // After the last block, so that none waits for it.
            ForecastScoring.Run(warehouse.Connection, options.Time.GetUtcNow().UtcDateTime);
        }
        catch (Exception failure)
        {
            End(failure, "indexing stopped", [.. manifests.Chains.Select(chain => chain.ChainId)]);
            if (Failures.Explain(failure) is null)
            {
                // A defect: told at once, and with its trace when the server ends.
                throw;
            }
        }
    }

    private void End(Exception cause, string what, IEnumerable<int> chains)
    {
        foreach (int chain in chains)
        {
            bool isReorg = cause is SyncException { Problem: SyncProblem.ReorgBeyondFinality };
            _stops.Enqueue(new IndexStop(chain, isReorg, cause.Message));
        }

        ExitCode = Failures.Explain(cause)?.ExitCode ?? Cli.ExitCode.Failure;
        Console.Error.WriteLine($"souk: {what}: {cause.Message} The pages stay as they are.");
    }
}
