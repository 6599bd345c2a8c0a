using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Souk.DuckDb;
using Souk.Indexer.Documents;
using Souk.Indexer.Manifests;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sync;
using Souk.LocalChain.Contracts;
using Souk.LocalChain.Demos;
using Souk.LocalChain.Economy.SingularityNet;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Documents;

/// <summary>Documents that real contracts on a real node point to, through a real gateway on loopback.</summary>
public sealed class OnChainDocumentTests : IDisposable
{
    private static readonly byte[] s_good = Encoding.UTF8.GetBytes("{\"service\":\"good\"}");
    private static readonly byte[] s_changed = Encoding.UTF8.GetBytes("{\"service\":\"changed\"}");
    private static readonly byte[] s_gone = Encoding.UTF8.GetBytes("{\"service\":\"gone\"}");

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-documents-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Documents_are_verified_mismatched_and_missing_and_stay_so_when_logs_are_decoded_anew()
    {
        await using AnvilHost host = await AnvilHost.StartAsync(new AnvilOptions(), CancellationToken.None);
        await using WebApplication gateway = await StartGatewayAsync();
        Uri address = new(
            gateway.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()
        );
        DemoEconomyResult economy = await DemoEconomy.RunAsync(
            host,
            seed: 4,
            _folder,
            null,
            CancellationToken.None,
            new() { Days = 20, BlocksPerDay = 1 }
        );
        await PublishAsync(host, economy);
        ManifestSet manifests = ManifestSet.Load([.. economy.Manifests.Select(path => Allow(path, address))]);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await IndexAsync(host, manifests, warehouse);

        await FetchAsync(warehouse, manifests);

        Dictionary<string, string> statuses = StatusesOf(warehouse, "ipfs://bafkrei");
        statuses[UriOf(s_good)].ShouldBe("verified");
        statuses[UriOf(s_changed)].ShouldBe("mismatched");
        statuses[UriOf(s_gone)].ShouldBe("missing");
        statuses.Count.ShouldBe(3);
        Dictionary<string, string> described = StatusesOf(warehouse, "data:");
        described.Values.Count(status => status == "verified").ShouldBeGreaterThan(3);
        described
            .Where(pair => pair.Value == "mismatched")
            .Select(pair => pair.Key)
            .ShouldBe(["data:application/json;base64," + Convert.ToBase64String(s_changed)]);
        DocumentList before = DocumentList.Read(warehouse.Connection, countMax: 1_000);

        new Redecoder(manifests, warehouse, TimeProvider.System).Run(progress: null, CancellationToken.None);

        DocumentList after = DocumentList.Read(warehouse.Connection, countMax: 1_000);
        after.Counts.ShouldBe(before.Counts);
        after.Entries.ShouldBe(before.Entries);
    }

    private static string UriOf(byte[] document) => "ipfs://" + ContentId.OfRaw(document);

    private static async Task<WebApplication> StartGatewayAsync()
    {
        Dictionary<string, byte[]> held = new()
        {
            ["/ipfs/" + ContentId.OfRaw(s_good)] = s_good,
            ["/ipfs/" + ContentId.OfRaw(s_changed)] = s_good,
        };
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication gateway = builder.Build();
        gateway.Run(async context =>
        {
            context.Response.ContentType = "application/json";
            if (held.TryGetValue(context.Request.Path, out byte[]? document))
            {
                await context.Response.Body.WriteAsync(document);
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        });
        await gateway.StartAsync();
        return gateway;
    }

    /// <summary>An organisation with three services whose descriptions lie in IPFS, and a data NFT whose description has
    /// the hash of another.</summary>
    private static async Task PublishAsync(AnvilHost host, DemoEconomyResult economy)
    {
        JsonElement accounts = await host.Rpc.CallAsync("eth_accounts", CancellationToken.None);
        string account = accounts[0].GetString()!;
        Address registry = AddressOf(economy, "registry");
        ContractArtifact contract = PublishedContracts.Registry();
        byte[] organisation = Organisation.PadName("test-lab");
        await SendAsync(
            host,
            account,
            registry,
            contract.EncodeCall("createOrganization", organisation, s_good, Array.Empty<object>())
        );
        foreach ((string name, byte[] document) in new[] { ("good", s_good), ("changed", s_changed), ("gone", s_gone) })
        {
            byte[] uri = Encoding.ASCII.GetBytes(UriOf(document));
            byte[] service = Organisation.PadName(name);
            await SendAsync(
                host,
                account,
                registry,
                contract.EncodeCall("createServiceRegistration", organisation, service, uri)
            );
        }

        (Address nft, string owner) = await FindNftAsync(host, AddressOf(economy, "nft_factory"));
        await SendAsync(
            host,
            owner,
            nft,
            PublishedContracts
                .NftTemplate()
                .EncodeCall(
                    "setMetaData",
                    0,
                    "",
                    "",
                    new byte[] { 0 },
                    s_changed,
                    SHA256.HashData(s_good),
                    Array.Empty<object>()
                )
        );
    }

    private static async Task SendAsync(AnvilHost host, string from, Address to, byte[] data)
    {
        JsonElement hash = await host.Rpc.CallAsync(
            "eth_sendTransaction",
            CancellationToken.None,
            new
            {
                from,
                to = to.ToString(),
                gas = "0xf4240",
                gasPrice = "0x3b9aca00",
                data = Hex.From(data),
            }
        );
        await host.Rpc.CallAsync("anvil_mine", CancellationToken.None, "0x1");
        JsonElement receipt = await host.Rpc.CallAsync(
            "eth_getTransactionReceipt",
            CancellationToken.None,
            hash.GetString()
        );
        receipt.GetProperty("status").GetString().ShouldBe("0x1");
    }

    /// <summary>The first data NFT that was created, and who owns it.</summary>
    private static async Task<(Address Nft, string Owner)> FindNftAsync(AnvilHost host, Address factory)
    {
        const string NftCreated = "NFTCreated(address,address,string,address,string,string,bool,address)";
        string topic0 = Hex.From(Souk.Indexer.Decoding.Keccak256.Hash(NftCreated));
        JsonElement logs = await host.Rpc.CallAsync(
            "eth_getLogs",
            CancellationToken.None,
            new
            {
                address = factory.ToString(),
                fromBlock = "0x0",
                toBlock = "latest",
                topics = new[] { topic0 },
            }
        );
        byte[] data = Hex.Bytes(logs[0].GetProperty("data").GetString()!);
        string admin = logs[0].GetProperty("topics")[2].GetString()!;
        return (new Address(data.AsSpan(12, Address.ByteCount)), "0x" + admin[^40..]);
    }

    private static Address AddressOf(DemoEconomyResult economy, string kind) =>
        economy.Contracts.Single(contract => contract.Kind == kind).Address;

    private static string Allow(string manifest, Uri gateway)
    {
        File.AppendAllText(
            manifest,
            $"documents: {{hosts: [\"{gateway.Authority}\"], ipfs_gateway: \"{gateway.GetLeftPart(UriPartial.Authority)}\"}}\n"
        );
        return manifest;
    }

    private static async Task IndexAsync(AnvilHost host, ManifestSet manifests, WarehouseFile warehouse)
    {
        using ManifestSync sync = await ManifestSync.OpenAsync(
            manifests,
            warehouse,
            new Dictionary<int, Uri> { [host.Options.ChainId] = host.Endpoint },
            new SyncOptions { Time = TimeProvider.System },
            CancellationToken.None
        );
        await sync.RunAsync(progress: null, CancellationToken.None);
    }

    private static async Task FetchAsync(WarehouseFile warehouse, ManifestSet manifests)
    {
        using var fetcher = new DocumentFetcher(new DocumentLimits(), TimeProvider.System);
        var run = new DocumentRun(warehouse, fetcher, TimeProvider.System);
        await run.RunAsync(manifests, again: false, progress: null, CancellationToken.None);
    }

    private static Dictionary<string, string> StatusesOf(WarehouseFile warehouse, string start) =>
        warehouse
            .Connection.Query(
                "select distinct uri, status from document.status where starts_with(uri, $start)",
                row => (Uri: row.GetString(0), Status: row.GetString(1)),
                ("start", start)
            )
            .ToDictionary(row => row.Uri, row => row.Status);
}
