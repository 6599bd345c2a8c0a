using System.Numerics;
using System.Text.Json;
using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Redecoding;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sync;
using Souk.LocalChain.Demos;
using Souk.LocalChain.Economy;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests;

public sealed class DemoEconomyTests
{
    /// <summary>Past the first cliff of 180 days, in one block a day.</summary>
    private static readonly DemoEconomyOptions Short = new() { Days = 200, BlocksPerDay = 1 };

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
    public async Task Supply_equals_mints_less_burns_and_wallets_paid_what_they_released()
    {
        await using AnvilHost host = await StartAsync();
        DemoEconomyResult result = await RunAsync(host, seed: 3, Short);
        Address masa = result.Contracts.Single(contract => contract.Kind == "masa_token").Address;

        BigInteger minted = await SumAsync(host, masa, "Transfer(address,address,uint256)", (1, default));
        BigInteger burned = await SumAsync(host, masa, "Transfer(address,address,uint256)", (2, default));
        BigInteger supply = await AskAsync(host, masa, "totalSupply() returns (uint256)");

        burned.ShouldBeGreaterThan(BigInteger.Zero);
        supply.ShouldBe(minted - burned);
        BigInteger releasedByAll = BigInteger.Zero;
        foreach (DeployedContract wallet in result.Contracts.Where(contract => contract.Kind == "vesting_wallet"))
        {
            BigInteger logged = await SumAsync(host, wallet.Address, "ERC20Released(address,uint256)");
            BigInteger paid = await SumAsync(host, masa, "Transfer(address,address,uint256)", (1, wallet.Address));
            (await AskAsync(host, wallet.Address, "released(address) returns (uint256)", masa)).ShouldBe(logged);
            paid.ShouldBe(logged);
            releasedByAll += logged;
        }

        releasedByAll.ShouldBeGreaterThan(BigInteger.Zero);
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

    /// <summary>The last data word of every log of an event, added up.</summary>
    private static async Task<BigInteger> SumAsync(
        AnvilHost host,
        Address contract,
        string signature,
        (int Position, Address Value)? filter = null
    )
    {
        var topics = new object?[] { Hex.From(Keccak256.Hash(signature)), null, null };
        if (filter is { } wanted)
        {
            topics[wanted.Position] = Hex.From([.. new byte[12], .. wanted.Value.ToBytes()]);
        }

        object?[] trimmed = filter is null ? [topics[0]] : topics;
        var query = new
        {
            address = contract,
            fromBlock = "0x0",
            toBlock = "latest",
            topics = trimmed,
        };
        JsonElement logs = await host.Rpc.CallAsync("eth_getLogs", CancellationToken.None, query);
        BigInteger sum = BigInteger.Zero;
        foreach (JsonElement log in logs.EnumerateArray())
        {
            sum += Hex.ToBigInteger(log.GetProperty("data").GetString()!);
        }

        return sum;
    }

    private static async Task<BigInteger> AskAsync(AnvilHost host, Address to, string function, params object[] inputs)
    {
        string data = Hex.From(FunctionSignature.Parse(function).EncodeCall(inputs));
        JsonElement reply = await host.Rpc.CallAsync("eth_call", CancellationToken.None, new { to, data }, "latest");
        return Hex.ToBigInteger(reply.GetString()!);
    }
}
