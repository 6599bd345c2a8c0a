using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.EndToEnd.Tests;

/// <summary>What an endpoint or a file says that cannot be so: one clear message, the documented exit code, nothing lost.</summary>
public sealed class BadReplyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-bad-").FullName;

    private string Database => Path.Combine(_folder, "bazaar.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_reply_that_is_not_json_is_named_and_exits_with_four()
    {
        using FixedReplies endpoint = new(_ => """{"jsonrpc": "2.0", "result": [""");

        (int exitCode, _, string errors) = await IndexAsync(endpoint.Address);

        exitCode.ShouldBe(4);
        errors.ShouldContain("eth_getBlockByNumber at http://127.0.0.1");
        errors.ShouldContain("the reply is not JSON");
        CountOf("chain.log").ShouldBe(0);
    }

    [Fact]
    public async Task Hex_of_odd_length_is_named_and_exits_with_four()
    {
        using FixedReplies endpoint = new(id =>
            $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"number":"0x5","hash":"0xabc","timestamp":"0x1"}}"""
        );

        (int exitCode, _, string errors) = await IndexAsync(endpoint.Address);

        exitCode.ShouldBe(4);
        errors.ShouldContain("'0xabc' is not a hash: expected 0x and 64 hex digits");
        CountOf("chain.log").ShouldBe(0);
    }

    [Fact]
    public async Task A_warehouse_of_a_newer_schema_is_refused_and_left_as_it_is()
    {
        using (WarehouseFile warehouse = WarehouseFile.Open(Database))
        {
            warehouse.Connection.Execute("insert into schema_version values (99, '099_future.sql')");
        }

        (int exitCode, _, string errors) = await SoukProcess.RunAsync("metrics", "get", "supply", "--db", Database);

        exitCode.ShouldBe(1);
        errors.ShouldContain("has schema 99; this build knows");
        errors.ShouldContain("Use a newer build, or another file.");
    }

    private Task<(int ExitCode, string Output, string Errors)> IndexAsync(string endpoint)
    {
        string manifest = Path.Combine(_folder, "bazaar.yaml");
        File.WriteAllText(
            manifest,
            """
            system: bazaar
            title: Bazaar
            contracts:
              token:
                events: ["Transfer(address indexed from, address indexed to, uint256 value)"]
            deployments:
              - chain: 1
                contracts:
                  - { kind: token, name: Coin, from_block: 1, address: "0x00000000000000000000000000000000000000aa" }
            """
        );
        return SoukProcess.RunAsync("index", manifest, "--db", Database, "--rpc", $"1={endpoint}", "--to", "5");
    }

    private long CountOf(string table)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        return warehouse.Connection.Scalar<long>($"select count(*) from {table}");
    }
}
