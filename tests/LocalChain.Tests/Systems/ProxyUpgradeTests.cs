using System.Globalization;
using System.Text.Json;
using Souk.Indexer.Manifests;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Rpc;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>OpenZeppelin's published proxy whose code is replaced by a contract with another ABI: the same call emits another
/// event from then on.</summary>
public sealed class ProxyUpgradeTests
{
    /// <summary>Where ERC-1967 keeps the admin.</summary>
    private const string AdminSlot = "0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103";

    private const string Before = "ServiceListed(bytes32 indexed service, address indexed provider, string name)";
    private const string After = "ModelListed(bytes32 indexed model, address indexed by, string name)";

    [Fact]
    public async Task Events_before_and_after_an_upgrade_are_read_by_their_own_abi_and_what_nobody_declared_is_kept_for_later()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        indexed.ManifestFolder = Directory.CreateDirectory(Path.Combine(indexed.Folder, "base")).FullName;
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        Contract old = indexed.Call(
            await chain.DeployAsync(own["ModelledAiRequests"], chain.Account(8), chain.Account(9)),
            "old code"
        );
        Contract newer = indexed.Call(
            await chain.DeployAsync(own["ModelledWorkerNodes"], chain.Account(8), 1, 1, 1),
            "new code"
        );
        Address ada = indexed.Call(chain.Account(1), "ada");
        Address owner = indexed.Call(chain.Account(0), "owner");
        byte[] first = old.Call(owner, "list", indexed.Id("faces"), "Faces").Data;
        Contract proxy = await chain.DeployAsync(PublishedContracts.TransparentProxy(), old.Address, owner, first);
        chain.Name("changing", "service", proxy);

        await chain.CallAsync(ada, old with { Address = proxy.Address }, "list", indexed.Id("voices"), "Voices");
        await UpgradeAsync(chain, proxy, newer);
        long upgradedAt = await BlockAsync(chain);
        await chain.CallAsync(ada, newer with { Address = proxy.Address }, "list", indexed.Id("phi-2"), "Phi");
        Declare(indexed, $"\"{Before}\"");
        await indexed.IndexAsync("changing", chain);
        long unknown = indexed.Result.UnknownCount;
        Declare(
            indexed,
            $"{{event: \"{Before}\", to_block: {upgradedAt}}}",
            $"{{event: \"{After}\", from_block: {upgradedAt}}}"
        );
        RedecodeResult redecoded = new Redecoder(
            ManifestSet.Load(Path.Combine(indexed.Folder, "changing.yaml")),
            indexed.Warehouse,
            TimeProvider.System
        ).Run(progress: null, CancellationToken.None);

        // Before the new ABI is declared its event is one of no known name: raw, counted, and read by no other ABI.
        unknown.ShouldBe(1);
        redecoded.UnknownCount.ShouldBe(0);
        indexed
            .Rows(
                "select name || ' ' || '0x' || lower(hex(service)) from event.changing_service_service_listed order by all"
            )
            .ShouldBe(["Faces faces", "Voices voices"]);
        indexed
            .Rows("select name || ' ' || '0x' || lower(hex(model)) from event.changing_service_model_listed")
            .ShouldBe(["Phi phi-2"]);
        indexed
            .Rows(
                "select lower('0x' || hex(a.address)) || if(u.block_number = $upgraded, ' at the upgrade', '') "
                    + "from event.changing_service_upgraded u join chain.address a on a.address_id = u.implementation "
                    + "order by u.block_number",
                ("upgraded", upgradedAt)
            )
            .ShouldBe(["old code", "new code at the upgrade"]);
        indexed.Quarantined().ShouldBeEmpty();
    }

    private static void Declare(IndexedSystems indexed, params string[] events) =>
        File.WriteAllText(
            Path.Combine(indexed.ManifestFolder, "changing.yaml"),
            $"""
            system: changing
            title: Changing
            contracts:
              service:
                proxy: true
                events: [{string.Join(", ", events)}]
            deployments: []
            """
        );

    private static async Task UpgradeAsync(SystemChain chain, Contract proxy, Contract code)
    {
        JsonElement word = await chain.Host.Rpc.CallAsync(
            "eth_getStorageAt",
            CancellationToken.None,
            proxy.Address.ToString(),
            AdminSlot,
            "latest"
        );
        var admin = new Address(Hex.Bytes(word.GetString()!).AsSpan(Hash32.ByteCount - Address.ByteCount));
        byte[] none = [];
        await chain.CallAsync(
            chain.Account(0),
            new Contract(admin, PublishedContracts.ProxyAdmin()),
            "upgradeAndCall",
            proxy.Address,
            code.Address,
            none
        );
    }

    private static async Task<long> BlockAsync(SystemChain chain)
    {
        JsonElement number = await chain.Host.Rpc.CallAsync("eth_blockNumber", CancellationToken.None);
        return long.Parse(number.GetString().AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
