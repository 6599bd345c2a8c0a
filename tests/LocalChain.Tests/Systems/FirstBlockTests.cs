using System.Globalization;
using System.Text.Json;
using Souk.DuckDb;
using Souk.Indexer;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Estimates;
using Souk.Indexer.Manifests;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sync;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.LocalChain.Tests.Proofs;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary><c>from_block: find</c>: the node tells where contracts begin.</summary>
public sealed class FirstBlockTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-first-block-").FullName;

    private string Database => Path.Combine(_folder, "found.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_blocks_that_made_two_contracts_are_found_and_every_transfer_since_is_read()
    {
        await using SystemChain chain = await SystemChain.StartAsync(keepsHistory: true);
        using var node = new LyingProxy(chain.Host.Endpoint);
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        Address issuer = chain.Account(0);
        await chain.MineEmptyAsync(40);
        (Contract older, long olderBlock) = await DeployAsync(chain, own);
        await chain.CallAsync(issuer, older, "mint", issuer, 500);
        await chain.MineEmptyAsync(30);
        (Contract newer, long newerBlock) = await DeployAsync(chain, own);
        await chain.CallAsync(issuer, newer, "mint", issuer, 70);
        await chain.CallAsync(issuer, older, "transfer", chain.Account(1), 20);
        await chain.MineEmptyAsync();
        ManifestSet manifests = WriteManifest(older.Address, newer.Address);

        IReadOnlyList<ChainEstimate> plan = await IndexEstimates.ReadAsync(
            manifests,
            Database,
            EndpointAddress.Single(EndpointOf(node.Endpoint)),
            Options,
            CancellationToken.None
        );
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        await IndexAsync(manifests, warehouse, node.Endpoint);

        (olderBlock, newerBlock).ShouldBe((41, 73));
        plan[0].Contracts.Select(contract => contract.FromBlock).Order().ShouldBe([olderBlock, newerBlock]);
        plan[0].FirstBlock.ShouldBe(olderBlock);
        StartsIn(warehouse).ShouldBe([$"older {olderBlock}", $"newer {newerBlock}"]);
        warehouse
            .Connection.Query(
                "select block_number, value from event.myshell_shell_token_transfer order by all",
                row => (row.GetInt64(0), row.GetValue(1).ToString())
            )
            .ShouldBe([(olderBlock + 1, "500"), (newerBlock + 1, "70"), (newerBlock + 2, "20")]);
        // Twice for the plan and the index: two contracts among some 80 blocks.
        node.Calls.Count(call => call == "eth_getCode").ShouldBeInRange(8, 40);

        // What was found is kept: nobody is asked again.
        node.Unknown.Add("eth_getCode");
        await chain.CallAsync(issuer, newer, "mint", issuer, 5);
        await chain.MineEmptyAsync();
        await IndexAsync(manifests, warehouse, node.Endpoint);
        warehouse.Connection.Scalar<long>("select count(*) from event.myshell_shell_token_transfer").ShouldBe(4);
    }

    [Fact]
    public async Task A_contract_that_is_not_final_yet_is_read_from_the_first_block_that_may_be_replaced()
    {
        await using SystemChain chain = await SystemChain.StartAsync(keepsHistory: true);
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        await chain.MineEmptyAsync(10);
        (Contract token, long block) = await DeployAsync(chain, own);
        using WarehouseFile warehouse = WarehouseFile.Open(Database);

        await IndexAsync(WriteManifest(token.Address), warehouse, chain.Host.Endpoint);

        block.ShouldBe(11);
        StartsIn(warehouse).ShouldBe(["older 10"]);
    }

    [Fact]
    public async Task A_node_without_old_states_and_an_address_without_code_are_refused_and_change_nothing()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        (Contract token, _) = await DeployAsync(chain, own);
        await chain.MineEmptyAsync(20);
        using WarehouseFile warehouse = WarehouseFile.Open(Database);

        SyncException pruned = await Should.ThrowAsync<SyncException>(() =>
            IndexAsync(WriteManifest(token.Address), warehouse, chain.Host.Endpoint)
        );
        SyncException empty = await Should.ThrowAsync<SyncException>(() =>
            IndexAsync(WriteManifest(chain.Account(5)), warehouse, chain.Host.Endpoint)
        );

        pruned.Problem.ShouldBe(SyncProblem.StartUnknown);
        pruned.Message.ShouldContain("no endpoint keeps the state of block");
        pruned.Message.ShouldContain("Add --rpc 31337=URL of an archive node for once, or give from_block");
        empty.Problem.ShouldBe(SyncProblem.StartUnknown);
        empty.Message.ShouldContain($"Contract {chain.Account(5)} (older, myshell) has no code on chain 31337");
        StartsIn(warehouse).ShouldBeEmpty();
    }

    private static SyncOptions Options =>
        new() { Time = TimeProvider.System, RetryDelay = TimeSpan.FromMilliseconds(1) };

    private static Dictionary<int, Uri> EndpointOf(Uri node) => new() { [31337] = node };

    private static async Task<(Contract Token, long Block)> DeployAsync(SystemChain chain, OwnContracts own)
    {
        Contract token = await chain.DeployAsync(own["ModelledUsdc"], chain.Account(0));
        JsonElement block = await chain.Host.Rpc.CallAsync("eth_blockNumber", CancellationToken.None);
        return (token, Hex.ToLong(block.GetString()!));
    }

    private static async Task IndexAsync(ManifestSet manifests, WarehouseFile warehouse, Uri node)
    {
        using ManifestSync sync = await ManifestSync.OpenAsync(
            manifests,
            warehouse,
            EndpointOf(node),
            Options,
            CancellationToken.None
        );
        SyncResult result = await sync.RunAsync(progress: null, CancellationToken.None);
        result.Stopped.ShouldBeEmpty();
    }

    private static List<string> StartsIn(WarehouseFile warehouse) =>
        warehouse.Connection.Query(
            "select name || ' ' || from_block from chain.contract order by from_block",
            row => row.GetString(0)
        );

    private ManifestSet WriteManifest(params Address[] tokens)
    {
        string[] names = ["older", "newer"];
        IEnumerable<string> lines = tokens.Zip(
            names,
            (token, name) =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"      - {{kind: shell_token, name: {name}, address: \"{token}\"}}\n"
                )
        );
        string path = Path.Combine(_folder, "myshell.yaml");
        File.WriteAllText(
            path,
            $"""
            extends: "{Path.Combine(IndexedSystems.ShippedFolder, "myshell.yaml")}"
            deployments:
              - chain: 31337
                from_block: find
                tokens: [{"{"}symbol: SHELL, decimals: 6, address: "{tokens[0]}", kind: erc20{"}"}]
                contracts:
            {string.Concat(lines)}
            """
        );
        return ManifestSet.Load(path);
    }
}
