using System.CommandLine;
using System.Text.Json;
using Souk.Cli.Verbs;
using Souk.DuckDb;
using Souk.LocalChain.Hosting;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Tests.Verbs;

/// <summary>Runs on a real chain of four blocks; three hold a log of the contract 'logger'.</summary>
public sealed class VerifyVerbTests : IAsyncLifetime
{
    private const int ChainId = 31337;
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-verify-").FullName;
    private AnvilHost? _host;

    private string Database => Path.Combine(_folder, "verified.duckdb");

    private string Rpc => $"{ChainId}={_host!.Endpoint}";

    public async ValueTask InitializeAsync()
    {
        _host = await AnvilHost.StartAsync(new AnvilOptions(), CancellationToken.None);
        string contract = await BuildChainAsync();
        string manifest = Path.Combine(_folder, "logger.yaml");
        await File.WriteAllTextAsync(
            manifest,
            $$"""
            system: logger
            title: Logger
            contracts:
              logger:
                events: ["Called(uint256 indexed word)"]
            deployments:
              - chain: {{ChainId}}
                contracts:
                  - {kind: logger, name: Logger, address: "{{contract}}", from_block: 1}
            """
        );
        (await RunAsync("index", manifest, "--db", Database, "--rpc", Rpc)).ShouldBe(ExitCode.Success);
    }

    public async ValueTask DisposeAsync()
    {
        await _host!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_untouched_warehouse_passes_against_itself_and_two_endpoints()
    {
        (await RunAsync("verify", "--db", Database)).ShouldBe(ExitCode.Success);
        (await RunAsync("verify", "--db", Database, "--rpc", Rpc)).ShouldBe(ExitCode.Success);
        (await RunAsync("verify", "--db", Database, "--rpc", Rpc, "--rpc", Rpc, "--sample", "3")).ShouldBe(
            ExitCode.Success
        );
    }

    [Fact]
    public async Task A_deleted_log_is_found_and_ends_with_5()
    {
        Change("delete from chain.log where block_number = 3");

        (await RunAsync("verify", "--db", Database)).ShouldBe(ExitCode.VerificationFailed);
    }

    [Fact]
    public async Task A_changed_log_is_found_and_ends_with_5()
    {
        Change("update chain.log set data = '\\x01'::blob where block_number = 3");

        (await RunAsync("verify", "--db", Database)).ShouldBe(ExitCode.VerificationFailed);
    }

    /// <summary>As after an endpoint that left a log out: the record agrees with the rows, the chain does not.</summary>
    [Fact]
    public async Task A_log_that_was_never_received_is_found_by_the_receipts()
    {
        Change("delete from chain.range");
        Change(
            """
            insert into chain.range
            select chain_id, 1, 4, 'http://forgetful.example:80', 0, 0, 0, hash_high, hash_low, 'none'
            from chain.cursor
            """
        );
        Change("delete from chain.log");
        string empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        UInt128 high = UInt128.Parse(empty[..32], System.Globalization.NumberStyles.HexNumber);
        UInt128 low = UInt128.Parse(empty[32..], System.Globalization.NumberStyles.HexNumber);
        Change($"update chain.range set payload_high = {high}, payload_low = {low}");

        (await RunAsync("verify", "--db", Database)).ShouldBe(ExitCode.Success);
        (await RunAsync("verify", "--db", Database, "--rpc", Rpc, "--sample", "10")).ShouldBe(
            ExitCode.VerificationFailed
        );
    }

    /// <summary>The filter first names the first topics of all three logs, then leaves out that of block 3.</summary>
    [Fact]
    public async Task Only_logs_that_the_manifest_keeps_are_expected()
    {
        Change("create table if not exists chain.event_filter (system varchar, kind varchar, topic0 blob)");
        Change($"insert into chain.event_filter values ('logger', 'logger', unhex('{2:x64}'))");
        Change($"insert into chain.event_filter values ('logger', 'logger', unhex('{3:x64}'))");
        Change($"insert into chain.event_filter values ('logger', 'logger', unhex('{4:x64}'))");
        int keepingAll = await RunAsync("verify", "--db", Database, "--rpc", Rpc);
        Change($"delete from chain.event_filter where topic0 = unhex('{3:x64}')");

        keepingAll.ShouldBe(ExitCode.Success);
        (await RunAsync("verify", "--db", Database, "--rpc", Rpc)).ShouldBe(ExitCode.VerificationFailed);
    }

    [Fact]
    public async Task A_chain_that_is_not_stored_and_a_bad_sample_are_invalid_input()
    {
        (await RunAsync("verify", "--db", Database, "--rpc", "5=http://127.0.0.1:1")).ShouldBe(ExitCode.InvalidInput);
        (await RunAsync("verify", "--db", Database, "--sample", "0")).ShouldBe(ExitCode.InvalidInput);
        (await RunAsync("verify", "--db", Database + ".absent")).ShouldBe(ExitCode.InvalidInput);
    }

    private static Task<int> RunAsync(params string[] args) =>
        CommandRunner.RunAsync(new RootCommand { IndexVerb.Create(), VerifyVerb.Create() }, args);

    private void Change(string sql)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Connection.Execute(sql);
    }

    private async Task<string> BuildChainAsync()
    {
        JsonElement accounts = await CallAsync("eth_accounts");
        string sender = accounts[0].GetString()!;
        // Copies its input to memory and logs it with its first word as topic.
        string code = "365f5f375f35365fa100";
        await CallAsync(
            "eth_sendTransaction",
            new
            {
                from = sender,
                data = $"0x600a8060093d393df3{code}",
                gasPrice = "0x64",
                gas = "0x100000",
            }
        );
        await CallAsync("evm_mine");
        JsonElement receipts = await CallAsync("eth_getBlockReceipts", "0x1");
        string contract = receipts[0].GetProperty("contractAddress").GetString()!;
        for (int block = 2; block <= 4; block++)
        {
            await CallAsync(
                "eth_sendTransaction",
                new
                {
                    from = sender,
                    to = contract,
                    data = $"0x{block:x64}",
                    gasPrice = "0x64",
                    gas = "0x100000",
                }
            );
            await CallAsync("evm_mine");
        }

        return contract;
    }

    private Task<JsonElement> CallAsync(string method, params object?[] parameters) =>
        _host!.Rpc.CallAsync(method, CancellationToken.None, parameters);
}
