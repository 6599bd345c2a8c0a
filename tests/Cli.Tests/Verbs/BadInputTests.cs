using System.CommandLine;
using Souk.Cli.Verbs;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Tests.Verbs;

/// <summary>What cannot be used is named with its value and a way out, ends with the documented exit code, and leaves a
/// filled warehouse as it was. A full disk has its own test (EndToEnd.Tests.FullDiskTests).</summary>
[Collection(ConsoleTests.Name)]
public sealed class BadInputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-bad-").FullName;
    private readonly ScriptedRpc _rpc = new();

    private string Database => Path.Combine(_folder, "filled.duckdb");

    public void Dispose()
    {
        _rpc.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("unknown field", "system: shop", "sistem: shop", 3, "shop.yaml:1:1", "unknown field 'sistem'")]
    [InlineData(
        "an odd address",
        "0x1111111111111111111111111111111111111111",
        "0x111",
        3,
        "shop.yaml:8",
        "'0x111' is not an address"
    )]
    [InlineData(
        "an unknown type",
        "Rung(uint256 n)",
        "Rung(AggregatorV3Interface feed)",
        3,
        "shop.yaml:5",
        "AggregatorV3Interface"
    )]
    [InlineData("another chain", "chain: 31337", "chain: 5", 3, "serves chain 31337", "for chain 5")]
    [InlineData("another first block", "from_block: 1", "from_block: 0", 3, "is stored", "new --db file")]
    [InlineData("another event", "Rung(uint256 n)", "Rang(uint256 n)", 3, "of system 'shop' changed", "souk redecode")]
    [InlineData(
        "another contract",
        "0x1111111111111111111111111111111111111111",
        "0x2222222222222222222222222222222222222222",
        3,
        "do not name it so",
        "new --db file"
    )]
    public async Task A_manifest_that_does_not_fit(
        string what,
        string right,
        string wrong,
        int exitCode,
        string place,
        string wayOut
    )
    {
        await FillAsync();
        string before = Digest();
        string manifest = Write("shop.yaml", Manifest.Replace(right, wrong));
        string rpc = wrong.StartsWith("chain", StringComparison.Ordinal) ? $"5={_rpc.Url}" : Rpc;

        (int code, string errors) = await RunAsync("index", manifest, "--db", Database, "--rpc", rpc);

        code.ShouldBe(exitCode, what);
        errors.ShouldContain(place);
        errors.ShouldContain(wayOut);
        Digest().ShouldBe(before);
    }

    [Fact]
    public async Task Two_manifests_that_claim_one_contract_or_one_system()
    {
        string shop = Write("shop.yaml", Manifest);
        string again = Write("again.yaml", Manifest);
        string other = Write("other.yaml", Manifest.Replace("system: shop", "system: other"));

        (int sameSystem, string systems) = await RunAsync("index", shop, again, "--db", Database, "--rpc", Rpc);
        (int sameContract, string contracts) = await RunAsync("index", shop, other, "--db", Database, "--rpc", Rpc);

        (sameSystem, sameContract).ShouldBe((ExitCode.InvalidInput, ExitCode.InvalidInput));
        systems.ShouldContain("System 'shop' is described twice, by ");
        systems.ShouldContain(shop);
        systems.ShouldContain(again);
        systems.ShouldContain("Index one of them");
        contracts.ShouldContain(
            $"Contract {ScriptedRpc.Contract} on chain 31337 belongs to other (Bell) and shop (Bell)"
        );
        contracts.ShouldContain("remove it from the others");
        File.Exists(Database).ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_system_on_a_chain_that_is_stored_without_it()
    {
        await FillAsync();
        string before = Digest();
        string other = Write("other.yaml", Manifest.Replace("system: shop", "system: other"));

        (int code, string errors) = await RunAsync("index", other, "--db", Database, "--rpc", Rpc);

        code.ShouldBe(ExitCode.InvalidInput);
        errors.ShouldContain("System 'shop' is stored for chain 31337, but no manifest names it");
        Digest().ShouldBe(before);
    }

    [Fact]
    public async Task An_abi_whose_events_have_a_type_that_is_none()
    {
        Write(
            "bell.json",
            """
            [
              {"type": "function", "name": "feed", "inputs": [{"name": "a", "type": "AggregatorV3Interface"}]},
              {"type": "event", "name": "Rung", "inputs": [{"name": "n", "type": "uint256"}]},
              {"type": "event", "name": "Fed", "inputs": [{"name": "feed", "type": "AggregatorV3Interface"}]}
            ]
            """
        );
        string all = Write("shop.yaml", Manifest.Replace("events: [\"Rung(uint256 n)\"]", "abi: bell.json"));
        string one = Write(
            "one.yaml",
            Manifest.Replace("events: [\"Rung(uint256 n)\"]", "abi: bell.json\n    only: [Rung]")
        );

        (int code, string errors) = await RunAsync("index", all, "--db", Database, "--rpc", Rpc);

        code.ShouldBe(ExitCode.InvalidInput);
        errors.ShouldContain("bell.json: entry 2: event 'Fed'");
        errors.ShouldContain("AggregatorV3Interface");
        errors.ShouldContain("Leave it out with 'only'");
        (await RunAsync("index", one, "--db", Database, "--rpc", Rpc)).Code.ShouldBe(ExitCode.Success);
    }

    [Fact]
    public async Task An_abi_that_is_no_json()
    {
        Write("bell.json", "[\n  {\"type\": event}\n]");
        string manifest = Write("shop.yaml", Manifest.Replace("events: [\"Rung(uint256 n)\"]", "abi: bell.json"));

        (int code, string errors) = await RunAsync("index", manifest, "--db", Database, "--rpc", Rpc);

        code.ShouldBe(ExitCode.InvalidInput);
        errors.ShouldContain("bell.json:2:");
        errors.ShouldContain("not JSON");
    }

    [Theory]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":", "not JSON")]
    [InlineData("<html>Bad gateway</html>", "not JSON")]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":1}", "answers another call")]
    public async Task An_endpoint_whose_reply_is_malformed(string body, string problem)
    {
        await FillAsync();
        string before = Digest();
        _rpc.Body = body;

        (int code, string errors) = await RunAsync("index", ManifestPath, "--db", Database, "--rpc", SecretRpc);

        code.ShouldBe(ExitCode.EndpointUnreachable);
        errors.ShouldContain(problem);
        errors.ShouldContain($"127.0.0.1:{_rpc.Url.Port}");
        errors.ShouldNotContain("secret");
        Digest().ShouldBe(before);
    }

    [Fact]
    public async Task An_endpoint_that_gives_hex_of_odd_length()
    {
        _rpc.Data = "0x123";

        (int code, string errors) = await RunAsync("index", ManifestPath, "--db", Database, "--rpc", SecretRpc);

        code.ShouldBe(ExitCode.EndpointUnreachable);
        errors.ShouldContain("eth_getLogs");
        errors.ShouldContain("hex");
        errors.ShouldNotContain("secret");
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Connection.Scalar<long>("select count(*) from chain.log").ShouldBe(0);
    }

    [Fact]
    public async Task A_database_of_a_newer_schema()
    {
        await FillAsync();
        using (WarehouseFile warehouse = WarehouseFile.Open(Database))
        {
            warehouse.Connection.Execute("insert into schema_version values (999, '999_future.sql')");
        }

        (int code, string errors) = await RunAsync("index", ManifestPath, "--db", Database, "--rpc", Rpc);

        code.ShouldBe(ExitCode.Failure);
        errors.ShouldContain($"{Database} has schema 999; this build knows ");
        errors.ShouldContain("Use a newer build, or another file");
        using var left = new DuckDBConnection($"Data Source={Database}");
        left.Open();
        left.Scalar<long>("select count(*) from chain.log").ShouldBe(1);
    }

    [Theory]
    [InlineData("--compare 2", "--compare 2 is not between 0 and 1")]
    [InlineData("--compare 0.5", "chain 31337 has one --rpc")]
    [InlineData("--proof unverifiable", "nobody asks for 'unverifiable'")]
    [InlineData("--range-blocks 0", "--range-blocks 0 is not between 1 and 100000")]
    [InlineData("--finality -1", "--finality -1 is not between 0 and 1000000")]
    public async Task An_option_out_of_its_bounds(string option, string problem)
    {
        (int code, string errors) = await RunAsync([
            "index",
            ManifestPath,
            "--db",
            Database,
            "--rpc",
            Rpc,
            .. option.Split(' '),
        ]);

        code.ShouldBe(ExitCode.InvalidInput);
        errors.ShouldContain(problem);
        File.Exists(Database).ShouldBeFalse();
    }

    /// <summary>With --compare a second endpoint that has no such log stops the chain.</summary>
    [Fact]
    public async Task Two_endpoints_that_differ()
    {
        using var forgetful = new ScriptedRpc { IsForgetful = true };

        (int code, string errors) = await RunAsync([
            "index",
            ManifestPath,
            "--db",
            Database,
            "--rpc",
            Rpc,
            "--rpc",
            $"31337={forgetful.Url}key",
            "--proof",
            "none",
            "--compare",
            "1",
        ]);

        code.ShouldBe(ExitCode.VerificationFailed);
        errors.ShouldContain("Block 2: ");
        errors.ShouldContain($"127.0.0.1:{_rpc.Url.Port}");
        errors.ShouldContain($"127.0.0.1:{forgetful.Url.Port}");
        errors.ShouldNotContain("key");
    }

    private const string Manifest = """
        system: shop
        title: Shop
        contracts:
          bell:
            events: ["Rung(uint256 n)"]
        deployments:
          - chain: 31337
            contracts: [{kind: bell, name: Bell, address: "0x1111111111111111111111111111111111111111", from_block: 1}]
        """;

    private string ManifestPath => Write("shop.yaml", Manifest);

    private string Rpc => $"31337={_rpc.Url}";

    private string SecretRpc => $"31337={_rpc.Url}secret-key";

    private string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private async Task FillAsync()
    {
        (int code, string errors) = await RunAsync("index", ManifestPath, "--db", Database, "--rpc", Rpc);
        code.ShouldBe(ExitCode.Success, errors);
    }

    private string Digest()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Connection.Scalar<long>("select count(*) from chain.log").ShouldBe(1);
        return WarehouseDigest.Compute(warehouse.Connection);
    }

    private static async Task<(int Code, string Errors)> RunAsync(params string[] args)
    {
        TextWriter before = Console.Error;
        using var errors = new StringWriter();
        Console.SetError(errors);
        try
        {
            int code = await CommandRunner.RunAsync(new RootCommand { IndexVerb.Create() }, args);
            return (code, errors.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }
}

/// <summary>Tests that read what a command writes to the process's one console.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ConsoleTests
{
    public const string Name = "console";
}
