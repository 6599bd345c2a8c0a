using System.Globalization;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.LocalChain.Economy.Royalties;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>What the MODELLED contracts cost is what data/contracts/README.md says.</summary>
public sealed class GasTests
{
    private const int BatchCalls = 100;

    [Fact]
    public async Task The_readme_s_table_is_what_a_node_measures()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        var measured = new List<string>();

        await MeasureRegistryAsync(chain, own, measured);
        await MeasureBatchAsync(chain, own, measured);
        await MeasureVaultAsync(chain, own, measured);

        string readme = await File.ReadAllTextAsync(
            Path.Combine(RepositoryFolder.Find(), "data", "contracts", "README.md"),
            TestContext.Current.CancellationToken
        );
        readme.Split('\n').Where(line => line.EndsWith(" gas |", StringComparison.Ordinal)).ShouldBe(measured);
    }

    private static async Task MeasureRegistryAsync(SystemChain chain, OwnContracts own, List<string> measured)
    {
        Contract token = await TokenAsync(chain, own);
        Contract registry = await chain.DeployAsync(own["ModelledRoyaltyRegistry"], token.Address);
        Address caller = chain.Account(5);
        await chain.CallAsync(chain.Account(0), token, "transfer", caller, 100_000);
        await chain.CallAsync(caller, token, "approve", registry.Address, 100_000);
        await RegisterAsync(chain, registry, 1, []);
        Add(measured, "register a dataset", chain);
        await RegisterAsync(chain, registry, 2, [new object[] { Id(1), 1 }]);
        Add(measured, "register a model of one dataset", chain);
        await RegisterAsync(chain, registry, 3, [new object[] { Id(2), 1 }]);
        await chain.CallAsync(chain.Account(3), token, "approve", registry.Address, 100_000);
        await chain.CallAsync(caller, registry, "call", Id(3));
        await chain.CallAsync(caller, registry, "call", Id(1));
        Add(measured, "call an asset of one generation", chain);
        await chain.CallAsync(caller, registry, "call", Id(3));
        Add(measured, "call an asset of three generations", chain);
    }

    private static async Task MeasureBatchAsync(SystemChain chain, OwnContracts own, List<string> measured)
    {
        Contract token = await TokenAsync(chain, own);
        Address gateway = chain.Account(6);
        Contract settlement = await chain.DeployAsync(own["ModelledApiSettlement"], token.Address, gateway);
        Address shop = chain.Account(7);
        await chain.CallAsync(chain.Account(0), token, "transfer", shop, 1000);
        await chain.CallAsync(shop, token, "approve", settlement.Address, 1000);
        await chain.CallAsync(shop, settlement, "deposit", 1000);
        object[] calls =
        [
            .. Enumerable
                .Range(0, BatchCalls)
                .Select(index => (object)new object[] { Id((byte)(index + 1)), Id(1), shop, chain.Account(3), 7 }),
        ];
        await chain.CallAsync(gateway, settlement, "commit", CallBatch.RootOf(calls), calls.Length);
        Add(measured, "commit a batch", chain);
        await chain.CallAsync(gateway, settlement, "settle", calls.AsOne());
        Add(measured, "settle 100 calls to one provider", chain);
    }

    private static async Task MeasureVaultAsync(SystemChain chain, OwnContracts own, List<string> measured)
    {
        LayerZeroEnd end = await LayerZeroEnd.DeployAsync(chain, endpointId: 30_263);
        Contract masa = await chain.DeployAsync(PublishedContracts.MasaToken(), end.Endpoint.Address, chain.Account(0));
        Contract vaults = await chain.DeployAsync(own["ModelledVault"], masa.Address, chain.Account(9), 10, 3, 500_000);
        Address ada = chain.Account(1);
        await chain.CallAsync(chain.Account(0), masa, "mint", ada, 100);
        await chain.CallAsync(ada, masa, "approve", vaults.Address, 100);
        await chain.CallAsync(ada, vaults, "mint", Id(1));
        Add(measured, "mint a vault", chain);
        await chain.CallAsync(ada, vaults, "manage", 1, Id(2));
        Add(measured, "manage a vault", chain);
    }

    private static Task RegisterAsync(SystemChain chain, Contract registry, byte id, object[] parents)
    {
        object[] terms = ["share-alike", 400_000, 300_000, true, 1_000];
        return chain.CallAsync(
            chain.Account(id),
            registry,
            "register",
            Id(id),
            "dataset",
            "A dataset",
            "",
            Id(id),
            true,
            terms,
            parents
        );
    }

    private static Task<Contract> TokenAsync(SystemChain chain, OwnContracts own) =>
        chain.DeployAsync(
            own["ModelledOmnichainToken"],
            "Modelled",
            "M",
            default(Address),
            1_000_000,
            chain.Account(0)
        );

    private static void Add(List<string> measured, string what, SystemChain chain) =>
        measured.Add(string.Create(CultureInfo.InvariantCulture, $"| {what} | {chain.GasUsed:N0} gas |"));

    private static byte[] Id(byte value) => [.. new byte[Hash32.ByteCount - 1], value];
}
