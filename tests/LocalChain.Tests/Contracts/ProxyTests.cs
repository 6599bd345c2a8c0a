using System.Text.Json;
using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sync;
using Souk.LocalChain.Contracts;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Contracts;

/// <summary>OpenZeppelin's proxy over Ocean's token, on a real node.</summary>
public sealed class ProxyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-proxy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_proxy_speaks_with_the_events_of_what_it_points_to_and_with_its_own()
    {
        await using AnvilHost node = await AnvilHost.StartAsync(new AnvilOptions(), CancellationToken.None);
        string owner = (await node.Rpc.CallAsync("eth_accounts", CancellationToken.None))[0].GetString()!;
        ContractArtifact token = PublishedContracts.OceanToken();
        string implementation = await CreateAsync(node, owner, token.EncodeCreation(Address.Parse(owner)));
        byte[] approval = token.EncodeCall("approve", Address.Parse(owner), new System.Numerics.BigInteger(5));
        byte[] creation = PublishedContracts.Proxy().EncodeCreation(Address.Parse(implementation), approval);
        string proxy = await CreateAsync(node, owner, creation);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        await IndexAsync(node, warehouse, WriteManifest(proxy, isProxy: false));
        warehouse.Connection.Scalar<long>("select value::bigint from event.shop_token_approval").ShouldBe(5);
        WriteManifest(proxy, isProxy: true);
        RedecodeResult result = new Redecoder(ManifestSet.Load(ManifestPath), warehouse, TimeProvider.System).Run(
            progress: null,
            CancellationToken.None
        );

        result.UnknownCount.ShouldBe(0);
        warehouse
            .Connection.Scalar<string>(
                "select lower(hex(a.address)) from event.shop_token_upgraded e join chain.address a on a.address_id = e.implementation"
            )
            .ShouldBe(implementation[2..]);
        warehouse.Connection.Scalar<long>("select value::bigint from event.shop_token_approval").ShouldBe(5);
    }

    private string ManifestPath => Path.Combine(_folder, "shop.yaml");

    private ManifestSet WriteManifest(string proxy, bool isProxy)
    {
        File.WriteAllText(
            ManifestPath,
            $$"""
            system: shop
            title: Shop
            contracts:
              token:
                events: ["Approval(address indexed owner, address indexed spender, uint256 value)"]
                proxy: {{(isProxy ? "true" : "false")}}
            deployments:
              - chain: 31337
                contracts:
                  - {kind: token, name: Proxied token, address: "{{proxy}}", from_block: 0}
            """
        );
        return ManifestSet.Load(ManifestPath);
    }

    private static async Task IndexAsync(AnvilHost node, WarehouseFile warehouse, ManifestSet manifests)
    {
        using ManifestSync sync = await ManifestSync.OpenAsync(
            manifests,
            warehouse,
            new Dictionary<int, Uri> { [node.Options.ChainId] = node.Endpoint },
            new SyncOptions { Time = TimeProvider.System },
            CancellationToken.None
        );
        SyncResult result = await sync.RunAsync(progress: null, CancellationToken.None);
        result.UnknownCount.ShouldBe(1);
    }

    private static async Task<string> CreateAsync(AnvilHost node, string from, byte[] data)
    {
        JsonElement hash = await node.Rpc.CallAsync(
            "eth_sendTransaction",
            CancellationToken.None,
            new
            {
                from,
                data = Hex.From(data),
                gas = "0x2dc6c0",
                gasPrice = "0x1",
            }
        );
        await node.Rpc.CallAsync("evm_mine", CancellationToken.None);
        JsonElement receipt = await node.Rpc.CallAsync(
            "eth_getTransactionReceipt",
            CancellationToken.None,
            hash.GetString()!
        );
        receipt.GetProperty("status").GetString().ShouldBe("0x1");
        return receipt.GetProperty("contractAddress").GetString()!;
    }
}
