using System.Globalization;
using System.Text.Json;
using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Reorgs;

/// <summary>A token on a real anvil whose blocks can be replaced, and its manifest.</summary>
internal sealed class ReorgableMarket : IAsyncDisposable
{
    private const string Transfer = "Transfer(address indexed from, address indexed to, uint256 value)";

    private readonly AnvilHost _host;
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-reorg-").FullName;
    private string _sender = "";
    private string _token = "";
    private int _sentCount;

    private ReorgableMarket(AnvilHost host) => _host = host;

    public string Database => Path.Combine(_folder, "reorged.duckdb");

    public static async Task<ReorgableMarket> StartAsync()
    {
        AnvilHost host = await AnvilHost.StartAsync(
            new AnvilOptions { SlotsInAnEpoch = 32, KeepsHistory = true },
            CancellationToken.None
        );
        var market = new ReorgableMarket(host);
        await market.DeployAsync();
        return market;
    }

    /// <summary>Mines blocks with some transfers in each.</summary>
    public async Task MineAsync(int blockCount, int transfersPerBlock = 2)
    {
        for (int block = 0; block < blockCount; block++)
        {
            for (int transfer = 0; transfer < transfersPerBlock; transfer++)
            {
                await CallAsync("eth_sendTransaction", TransferOf(_sentCount++));
            }

            await CallAsync("anvil_mine", "0x1");
        }
    }

    /// <summary>Replaces the newest blocks by as many others, with one transfer in the first of them.</summary>
    public Task ReorgAsync(int depth) =>
        CallAsync("anvil_reorg", depth, new object[] { new object[] { TransferOf(1_000_000 + _sentCount++), 0 } });

    public Task RollBackAsync(int blockCount) => CallAsync("anvil_rollback", blockCount);

    public Task<JsonElement> CallAsync(string method, params object?[] parameters) =>
        _host.Rpc.CallAsync(method, CancellationToken.None, parameters);

    public Task<ManifestSync> OpenAsync(WarehouseFile warehouse) =>
        ManifestSync.OpenAsync(
            ManifestSet.Load(Path.Combine(_folder, "market.yaml")),
            warehouse,
            new Dictionary<int, Uri> { [_host.Options.ChainId] = _host.Endpoint },
            new SyncOptions { Time = TimeProvider.System, RetryDelay = TimeSpan.FromMilliseconds(10) },
            CancellationToken.None
        );

    public async Task<SyncResult> IndexAsync(WarehouseFile warehouse)
    {
        using ManifestSync sync = await OpenAsync(warehouse);
        return await sync.RunAsync(progress: null, CancellationToken.None);
    }

    /// <summary>The digest of a fresh index of the chain as it is.</summary>
    public async Task<string> IndexFreshAsync()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await IndexAsync(warehouse);
        return WarehouseDigest.Compute(warehouse.Connection);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Word(long value) => value.ToString("x64", CultureInfo.InvariantCulture);

    private object TransferOf(int number) =>
        new
        {
            from = _sender,
            to = _token,
            gas = "0x30d40",
            gasPrice = "0x3b9aca00",
            data = $"0x{Word(0)}{Word(1 + (number % 5))}{Word(number)}",
        };

    /// <summary>A contract that logs a transfer of what it is called with: from, to and value, a word each.</summary>
    private async Task DeployAsync()
    {
        _sender = (await CallAsync("eth_accounts"))[0].GetString()!;
        string topic = EventSignature.Parse(Transfer).Topic0.ToString()[2..];
        string runtime = $"365f5f37602051" + $"5f517f{topic}60206040a300";
        await CallAsync(
            "eth_sendTransaction",
            new
            {
                from = _sender,
                gas = "0x7a120",
                gasPrice = "0x3b9aca00",
                data = $"0x60{runtime.Length / 2:x2}8060095f395ff3{runtime}",
            }
        );
        await CallAsync("anvil_mine", "0x1");
        JsonElement block = await CallAsync("eth_getBlockByNumber", "0x1", false);
        string hash = block.GetProperty("transactions")[0].GetString()!;
        JsonElement receipt = await CallAsync("eth_getTransactionReceipt", hash);
        _token = Address.Parse(receipt.GetProperty("contractAddress").GetString()!).ToString();
        WriteManifest();
    }

    private void WriteManifest()
    {
        File.WriteAllText(
            Path.Combine(_folder, "market.sql"),
            """
            -- Which transfers moved TKN?
            insert into market.transfer
            select t.chain_id, t.block_number, t.log_index, t.transaction_index, t.time, $system, t.contract_id, t."from", t."to", t.value
            from event.reorged_token_transfer t
            where t.chain_id = $chain_id
                and t.block_number between $from_block and $to_block;
            """
        );
        File.WriteAllText(
            Path.Combine(_folder, "market.yaml"),
            $$"""
            system: reorged
            title: Reorged
            token: TKN
            label: Synthetic demo
            mapping: market.sql
            contracts:
              token:
                events: ["{{Transfer}}"]
            deployments:
              - chain: {{_host.Options.ChainId}}
                tokens:
                  - {symbol: TKN, decimals: 18, address: "{{_token}}", kind: erc20}
                contracts:
                  - {kind: token, name: Token, address: "{{_token}}", from_block: 1}
            """
        );
    }
}
