using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Archives;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Traces;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Bridges;

/// <summary>MASA's published token sends coins over LayerZero's published endpoints from one network to another.</summary>
public sealed class BridgeTests : IDisposable
{
    private const int EthereumId = 1;
    private const int AvalancheId = 43114;

    /// <summary>LayerZero's ids of the two.</summary>
    private const uint EthereumEndpoint = 30101;
    private const uint AvalancheEndpoint = 30106;

    private static readonly BigInteger Token = BigInteger.Pow(10, 18);

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-bridge-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Both_ends_of_a_transfer_are_indexed_joined_traced_and_archived()
    {
        await using AnvilHost here = await AnvilHost.StartAsync(new() { ChainId = EthereumId }, CancellationToken.None);
        await using AnvilHost there = await AnvilHost.StartAsync(
            new() { ChainId = AvalancheId },
            CancellationToken.None
        );
        BridgeChain ethereum = await BridgeChain.DeployAsync(here, EthereumEndpoint);
        BridgeChain avalanche = await BridgeChain.DeployAsync(there, AvalancheEndpoint);
        await ethereum.ConnectAsync(avalanche);
        await avalanche.ConnectAsync(ethereum);
        Address holder = await AccountAsync(here, 3);
        await ethereum.MintAsync(holder, 1000 * Token);
        byte[] first = await ethereum.SendAsync(holder, 30 * Token, avalanche);
        await ethereum.SendAsync(holder, 7 * Token, avalanche);
        await avalanche.DeliverAsync(first);
        await ethereum.MineEmptyAsync(3);
        await avalanche.MineEmptyAsync(3);

        using WarehouseFile warehouse = WarehouseFile.Open(Path.Combine(_folder, "bridge.duckdb"));
        await IndexAsync(warehouse, ethereum, avalanche);

        // The second message was never delivered.
        warehouse
            .Connection.Query(
                "select status, sent_chain_id, received_chain_id, sent_amount, received_amount, message_id from market.message_pair order by status",
                row =>
                    (
                        row.GetString(0),
                        row.GetInt32(1),
                        row.IsDBNull(2) ? 0 : row.GetInt32(2),
                        row.GetFieldValue<BigInteger>(3),
                        row.IsDBNull(4) ? 0 : row.GetFieldValue<BigInteger>(4),
                        row.GetFieldValue<byte[]>(5).SequenceEqual(first[81..113])
                    )
            )
            .ShouldBe([
                ("delivered", EthereumId, AvalancheId, 30 * Token, 30 * Token, true),
                ("in_flight", EthereumId, 0, 7 * Token, BigInteger.Zero, false),
            ]);
        Activities(warehouse, "bridge").ShouldBe(3);
        // One contributor on both networks: each message names the account at its end.
        warehouse
            .Connection.Query(
                "select chain_id, identity_key, evidence, message_id from market.identity order by chain_id, block_number",
                row =>
                    (
                        row.GetInt32(0),
                        row.GetString(1),
                        row.GetString(2),
                        row.GetFieldValue<byte[]>(3).SequenceEqual(first[81..113])
                    )
            )
            .ShouldBe([
                (EthereumId, $"masa/account/{holder}", "message", true),
                (EthereumId, $"masa/account/{holder}", "message", false),
                (AvalancheId, $"masa/account/{holder}", "message", true),
            ]);
        SupplyOf(warehouse, EthereumId).ShouldBe(963 * Token);
        SupplyOf(warehouse, AvalancheId).ShouldBe(30 * Token);
        Trace(warehouse, holder);
        Archive(warehouse);
    }

    private void Trace(WarehouseFile warehouse, Address holder)
    {
        // What an indexed data market writes; these two networks have none.
        warehouse.Connection.Execute(
            """
            insert into market.asset
            values (1, 1, 0, timestamp '2024-04-11', 'masa', 'masa/data-type/1', 'dataset', 'Posts', null);
            insert into market.contribution
            select 1, 2, 0, timestamp '2024-04-11', 'masa', 'masa/data-type/1', address_id, 5
            from chain.address where address = $holder
            """,
            ("holder", Convert.FromHexString(holder.ToString()[2..]))
        );

        LifecycleTrace trace = LifecycleTrace.Find(warehouse.Connection, "masa/data-type/1")!;

        trace
            .Steps.Select(step => (step.Layer, step.Step, step.ChainId, step.Amount, step.Detail.Split(':')[0]))
            .ShouldBe(
                [
                    (LifecycleLayer.Origin, "asset", EthereumId, null, "dataset Posts"),
                    (LifecycleLayer.Origin, "contribution", EthereumId, null, "5 units"),
                    (LifecycleLayer.InterChain, "sent", EthereumId, 30 * Token, "delivered"),
                    (LifecycleLayer.InterChain, "sent", EthereumId, 7 * Token, "in_flight"),
                    (LifecycleLayer.InterChain, "received", AvalancheId, 30 * Token, "delivered"),
                ],
                ignoreOrder: true
            );
        trace.StepsOf(LifecycleLayer.InterChain).ShouldAllBe(step => step.Party == holder.ToString());
        LifecycleTrace.Find(warehouse.Connection, "masa/data-type/2").ShouldBeNull();
    }

    private void Archive(WarehouseFile warehouse)
    {
        string archive = Path.Combine(_folder, "archive");
        ArchiveSummary summary = ArchiveWriter.Run(
            warehouse,
            archive,
            ArchiveWriter.SegmentBlocksDefault,
            new Progress<ArchiveProgress>(),
            CancellationToken.None
        );

        summary.Chains.Select(chain => chain.ChainId).ShouldBe([EthereumId, AvalancheId]);
        warehouse
            .Connection.Query(
                $"""
                select chain_id, direction, amount::varchar
                from read_parquet('{archive}/market.message/*/*.parquet')
                order by all
                """,
                row => $"{row.GetInt32(0)} {row.GetString(1)} {row.GetString(2)}"
            )
            .ShouldBe([$"1 sent {30 * Token}", $"1 sent {7 * Token}", $"43114 received {30 * Token}"]);
    }

    private async Task IndexAsync(WarehouseFile warehouse, params BridgeChain[] chains)
    {
        string manifest = Path.Combine(_folder, "masa.yaml");
        string source = Path.Combine(RepositoryFolder.Find(), "data", "manifests", "masa.yaml");
        IEnumerable<string> deployments = chains.Select(chain =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                  - chain: {chain.Host.Options.ChainId}
                    tokens:
                      - address: "{chain.Token.Address}"
                        symbol: MASA
                        decimals: 18
                        kind: erc20
                    contracts:
                      - kind: masa_token
                        name: MASA token
                        address: "{chain.Token.Address}"
                        from_block: 0

                """
            )
        );
        await File.WriteAllTextAsync(manifest, $"extends: {source}\ndeployments:\n{string.Concat(deployments)}");
        using ManifestSync sync = await ManifestSync.OpenAsync(
            ManifestSet.Load(manifest),
            warehouse,
            chains.ToDictionary(chain => chain.Host.Options.ChainId, chain => chain.Host.Endpoint),
            new SyncOptions { Time = TimeProvider.System },
            CancellationToken.None
        );
        await sync.RunAsync(progress: null, CancellationToken.None);
    }

    private static async Task<Address> AccountAsync(AnvilHost host, int index)
    {
        JsonElement accounts = await host.Rpc.CallAsync("eth_accounts", CancellationToken.None);
        return Address.Parse(accounts[index].GetString()!);
    }

    private static long Activities(WarehouseFile warehouse, string kind) =>
        MetricCatalogue
            .Run(warehouse.Connection, "activity", "masa")
            .Rows.Where(row => (string)row[1]! == kind)
            .Sum(row => (long)row[2]!);

    private static BigInteger SupplyOf(WarehouseFile warehouse, int chainId) =>
        warehouse.Connection.Scalar<BigInteger>(
            """
            select sum(case when sender_id = 0 then amount when recipient_id = 0 then -amount else 0 end)
            from market.transfer
            where chain_id = $chain
            """,
            ("chain", chainId)
        );
}
