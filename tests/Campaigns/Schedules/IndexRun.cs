using Souk.Campaigns.Faults;
using Souk.Campaigns.Markets;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Campaigns.Schedules;

/// <summary>One run of the indexer as `souk index` does it, from opening the warehouse's chains to their heads.</summary>
internal sealed class IndexRun(Bazaar bazaar, IReadOnlyList<ScriptedEndpoint> endpoints, int rangeBlocksMax)
{
    private readonly InstantTime _time = new();

    /// <summary>How endpoint number i is called in messages.</summary>
    public static Uri AddressOf(int index) => new($"http://endpoint{index}.example/");

    public static WarehouseFile Open(string path) => WarehouseFile.Open(path, "threads=1");

    /// <param name="beforeStep">Called with the name of each step of a write; throws to fail it.</param>
    /// <returns>Last stored block; null for none.</returns>
    public async Task<long?> RunAsync(
        WarehouseFile warehouse,
        Action<string> beforeStep,
        CancellationToken cancellation
    )
    {
        var options = new SyncOptions(rangeBlocksMax)
        {
            RetryDelay = TimeSpan.FromMilliseconds(1),
            Time = _time,
            Transport = address => endpoints[int.Parse(address.Host.AsSpan(8, 1))],
        };
        using ManifestSync sync = await ManifestSync.OpenAsync(
            bazaar.Manifests,
            warehouse,
            new Dictionary<int, Uri> { [Bazaar.ChainId] = AddressOf(0) },
            options,
            cancellation
        );
        sync.Chains[0].Store.BeforeStep = beforeStep;
        await sync.RunAsync(progress: null, cancellation);
        return sync.Chains[0].Block;
    }
}
