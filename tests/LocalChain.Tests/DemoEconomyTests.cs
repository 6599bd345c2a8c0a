using Souk.Indexer.Manifests;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Sync;
using Souk.LocalChain.Demos;
using Souk.LocalChain.Economy;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Storage;

namespace Souk.LocalChain.Tests;

public sealed class DemoEconomyTests
{
    [Fact]
    public async Task Equal_seeds_give_equal_blocks_and_another_seed_gives_others()
    {
        DemoEconomyResult first = await PlayAsync(seed: 7, new() { Days = 20 });
        DemoEconomyResult again = await PlayAsync(seed: 7, new() { Days = 20 });
        DemoEconomyResult other = await PlayAsync(seed: 8, new() { Days = 20 });

        again.TipHash.ShouldBe(first.TipHash);
        again.TransactionCount.ShouldBe(first.TransactionCount);
        other.TipHash.ShouldNotBe(first.TipHash);
    }

    [Fact]
    public async Task Manifest_names_every_contract_and_says_it_is_a_demo()
    {
        await using AnvilHost host = await StartAsync();
        DemoEconomyResult result = await RunAsync(host, seed: 1, new() { Days = 1 });

        string manifest = await File.ReadAllTextAsync(result.Manifests.Single(path => path.EndsWith("masa.yaml")));

        manifest.ShouldContain("label: Synthetic demo");
        foreach (DeployedContract contract in result.Contracts.Where(contract => contract.System == "masa"))
        {
            manifest.ShouldContain($"address: \"{contract.Address}\", from_block: {contract.FromBlock}");
        }
    }

    [Fact]
    public async Task Decoding_stored_logs_anew_gives_the_same_facts()
    {
        await using AnvilHost host = await StartAsync();
        DemoEconomyResult result = await RunAsync(host, seed: 2, new() { Days = 60 });
        ManifestSet manifests = ManifestSet.Load([.. result.Manifests]);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        using ManifestSync sync = await ManifestSync.OpenAsync(
            manifests,
            warehouse,
            new Dictionary<int, Uri> { [host.Options.ChainId] = host.Endpoint },
            new SyncOptions(RangeBlocksMax: 37) { Time = TimeProvider.System },
            CancellationToken.None
        );
        SyncResult indexed = await sync.RunAsync(progress: null, CancellationToken.None);
        IReadOnlyList<(string, string)> before = WarehouseDigest.ComputeByTable(warehouse.Connection);

        RedecodeResult redecoded = new Redecoder(manifests, warehouse, TimeProvider.System).Run(
            progress: null,
            CancellationToken.None
        );

        (indexed.QuarantinedCount, indexed.UnknownCount).ShouldBe((0, 0));
        redecoded.LogCount.ShouldBe(indexed.LogCount);
        redecoded.RangeCount.ShouldBe(1);
        WarehouseDigest.ComputeByTable(warehouse.Connection).ShouldBe(before);
        before.Select(table => table.Item1).ShouldContain("market.payment");
    }

    [Fact]
    public async Task Cancelling_ends_the_economy_within_seconds()
    {
        await using AnvilHost host = await StartAsync();
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(2));

        Task<DemoEconomyResult> run = DemoEconomy.RunAsync(host, 1, NewFolder(), null, cancellation.Token);

        await Should.ThrowAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    private static async Task<DemoEconomyResult> PlayAsync(ulong seed, DemoEconomyOptions options)
    {
        await using AnvilHost host = await StartAsync();
        return await RunAsync(host, seed, options);
    }

    private static Task<AnvilHost> StartAsync() => AnvilHost.StartAsync(new AnvilOptions(), CancellationToken.None);

    private static Task<DemoEconomyResult> RunAsync(AnvilHost host, ulong seed, DemoEconomyOptions options) =>
        DemoEconomy.RunAsync(host, seed, NewFolder(), null, CancellationToken.None, options);

    private static string NewFolder() => Directory.CreateTempSubdirectory("souk-economy-").FullName;
}
