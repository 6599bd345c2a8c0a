using System.Numerics;
using Souk.DuckDb;
using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sync;
using Souk.LocalChain.Demos;
using Souk.LocalChain.Economy;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Demos;

/// <summary>One manifest, the same contracts, two networks of any id in one run.</summary>
public sealed class AnyChainTests
{
    private const int AvalancheId = 43114;
    private const int BnbId = 56;
    private const string Deployments = "deployments:\n";

    [Fact]
    public async Task One_manifest_indexes_two_chains_and_keeps_their_supplies_apart()
    {
        await using Network avalanche = await Network.StartAsync(AvalancheId, days: 12);
        await using Network bnb = await Network.StartAsync(BnbId, days: 30);
        string manifest = Path.Combine(avalanche.Folder, "both.yaml");
        await File.WriteAllTextAsync(manifest, avalanche.ManifestText + bnb.ManifestText.Split(Deployments)[1]);
        string file = Path.Combine(avalanche.Folder, "both.duckdb");

        using (WarehouseFile warehouse = WarehouseFile.Open(file))
        {
            await IndexAsync(warehouse, manifest, avalanche, bnb);

            BigInteger avalancheSupply = await avalanche.AskSupplyAsync();
            BigInteger bnbSupply = await bnb.AskSupplyAsync();
            avalancheSupply.ShouldNotBe(bnbSupply);
            StoredSupply(warehouse, AvalancheId).ShouldBe(avalancheSupply);
            StoredSupply(warehouse, BnbId).ShouldBe(bnbSupply);
        }

        Directory.Delete(avalanche.Folder, recursive: true);
        Directory.Delete(bnb.Folder, recursive: true);
    }

    private static async Task IndexAsync(WarehouseFile warehouse, string manifest, params Network[] networks)
    {
        using ManifestSync sync = await ManifestSync.OpenAsync(
            ManifestSet.Load(manifest),
            warehouse,
            networks.ToDictionary(network => network.Host.Options.ChainId, network => network.Host.Endpoint),
            new SyncOptions { Time = TimeProvider.System },
            CancellationToken.None
        );
        await sync.RunAsync(progress: null, CancellationToken.None);
    }

    private static BigInteger StoredSupply(WarehouseFile warehouse, int chainId) =>
        warehouse
            .Connection.Query(
                """
                select sum(case when sender_id = 0 then amount when recipient_id = 0 then -amount else 0 end)
                from market.transfer
                where chain_id = $chain_id and system = 'singularitynet'
                """,
                row => row.GetFieldValue<BigInteger>(0),
                ("chain_id", chainId)
            )
            .Single();

    private sealed class Network(AnvilHost host, string folder, DemoEconomyResult economy) : IAsyncDisposable
    {
        public AnvilHost Host => host;

        public string Folder => folder;

        public string ManifestText => File.ReadAllText(Path.Combine(folder, "singularitynet.yaml"));

        public static async Task<Network> StartAsync(int chainId, int days)
        {
            string folder = Directory.CreateTempSubdirectory("souk-chain-").FullName;
            AnvilHost host = await AnvilHost.StartAsync(new AnvilOptions { ChainId = chainId }, CancellationToken.None);
            DemoEconomyResult economy = await DemoEconomy.RunAsync(
                host,
                seed: 5,
                folder,
                progress: null,
                CancellationToken.None,
                new DemoEconomyOptions { Days = days, BlocksPerDay = 1 }
            );
            return new Network(host, folder, economy);
        }

        public async Task<BigInteger> AskSupplyAsync()
        {
            Address token = economy.Contracts.Single(contract => contract.Kind == "agix_token").Address;
            var totalSupply = FunctionSignature.Parse("totalSupply() returns (uint256)");
            var call = new { to = token.ToString(), data = Hex.From(totalSupply.EncodeCall()) };
            string reply = (await host.Rpc.CallAsync("eth_call", CancellationToken.None, call, "latest")).GetString()!;
            return (BigInteger)totalSupply.DecodeResult(Hex.Bytes(reply))[0];
        }

        public ValueTask DisposeAsync() => host.DisposeAsync();
    }
}
