using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.LocalChain.Demos;
using Souk.LocalChain.Economy;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Storage;

namespace Souk.LocalChain.Tests.Files;

/// <summary>A short economy on a node, indexed live; its dumps outlive the node.</summary>
public sealed class DumpedChain : IAsyncLifetime
{
    public const int ChainId = 31337;

    public string Folder { get; } = Directory.CreateTempSubdirectory("souk-dump-").FullName;

    public WarehouseFile Live { get; } = WarehouseFile.Open(WarehouseFile.InMemory);

    public ManifestSet Manifests { get; private set; } = null!;

    internal ChainDumper Dumper { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await using AnvilHost host = await AnvilHost.StartAsync(new AnvilOptions(), CancellationToken.None);
        DemoEconomyResult economy = await DemoEconomy.RunAsync(
            host,
            seed: 9,
            Folder,
            progress: null,
            CancellationToken.None,
            new DemoEconomyOptions { Days = 25, BlocksPerDay = 1 }
        );
        // Masa's vesting wallets have values that only a node can tell.
        Manifests = ManifestSet.Load([.. economy.Manifests.Where(path => !path.EndsWith("masa.yaml"))]);
        using ManifestSync sync = await ManifestSync.OpenAsync(
            Manifests,
            Live,
            new Dictionary<int, Uri> { [ChainId] = host.Endpoint },
            new SyncOptions { Time = TimeProvider.System },
            CancellationToken.None
        );
        await sync.RunAsync(progress: null, CancellationToken.None);
        Dumper = new ChainDumper(Folder);
        await Dumper.ReadAsync(host);
    }

    public ValueTask DisposeAsync()
    {
        Live.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
