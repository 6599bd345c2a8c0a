using System.Net;
using System.Net.Sockets;

namespace Souk.EndToEnd.Tests;

/// <summary>Bad input gives one clear message with the way out, the documented exit code, and loses nothing.</summary>
public sealed class FailureTests(Demo demo) : IClassFixture<Demo>
{
    private string NewDatabase => Path.Combine(demo.Folder, $"{Guid.CreateVersion7()}.duckdb");

    private string MasaManifest =>
        demo.Run.Economy.Manifests.Single(path => path.EndsWith("masa.yaml", StringComparison.Ordinal));

    [Fact]
    public async Task An_unknown_option_is_a_usage_error()
    {
        (int exitCode, _, string errors) = await SoukProcess.RunAsync("metrics", "list", "--colour");

        exitCode.ShouldBe(2);
        errors.ShouldContain("--colour");
        errors.ShouldContain("--help");
    }

    [Fact]
    public async Task A_mistyped_verb_is_named_with_the_nearest()
    {
        (int exitCode, _, string errors) = await SoukProcess.RunAsync("metrics", "gt", "supply");

        exitCode.ShouldBe(2);
        errors.ShouldBe(
            "souk: there is no verb 'souk metrics gt'; did you mean 'souk metrics get'?\nsouk: see 'souk metrics --help'.\n"
        );
    }

    [Fact]
    public async Task An_unknown_metric_names_those_that_exist()
    {
        (int exitCode, _, string errors) = await SoukProcess.RunAsync("metrics", "get", "suply", "--db", NewDatabase);

        exitCode.ShouldBe(3);
        errors.ShouldContain("'suply'");
        errors.ShouldContain("supply");
    }

    [Fact]
    public async Task A_manifest_with_an_unknown_field_is_refused_with_its_place()
    {
        string manifest = Path.Combine(demo.Folder, "misspelled.yaml");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(MasaManifest)).Replace("label:", "lable:"));
        string database = NewDatabase;

        (int exitCode, _, string errors) = await SoukProcess.RunAsync(
            "index",
            manifest,
            "--db",
            database,
            "--rpc",
            Rpc(demo.Run.Chain.Endpoint)
        );

        exitCode.ShouldBe(3);
        errors.ShouldContain("misspelled.yaml");
        errors.ShouldContain("lable");
        errors.ShouldContain("label");
        File.Exists(database).ShouldBeFalse();
    }

    [Fact]
    public async Task Another_chain_than_the_manifest_names_is_refused()
    {
        string manifest = Path.Combine(demo.Folder, "other-chain.yaml");
        await File.WriteAllTextAsync(
            manifest,
            (await File.ReadAllTextAsync(MasaManifest)).Replace("chain: 31337", "chain: 13396")
        );

        (int exitCode, _, string errors) = await SoukProcess.RunAsync(
            "index",
            manifest,
            "--db",
            NewDatabase,
            "--rpc",
            $"13396={demo.Run.Chain.Endpoint}"
        );

        exitCode.ShouldBe(3);
        errors.ShouldContain("31337");
        errors.ShouldContain("13396");
    }

    [Fact]
    public async Task An_endpoint_that_is_down_exits_with_four()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        int port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        (int exitCode, _, string errors) = await SoukProcess.RunAsync(
            "index",
            MasaManifest,
            "--db",
            NewDatabase,
            "--rpc",
            $"31337=http://127.0.0.1:{port}/secret-key"
        );

        exitCode.ShouldBe(4);
        errors.ShouldContain($"127.0.0.1:{port}");
        errors.ShouldNotContain("secret-key");
    }

    [Fact]
    public async Task A_port_in_use_is_named_before_any_work()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        (int exitCode, _, string errors) = await SoukProcess.RunAsync(
            "demo",
            "--port",
            $"{port}",
            "--dir",
            Path.Combine(demo.Folder, "port")
        );

        exitCode.ShouldBe(1);
        errors.ShouldContain($"Port {port}");
        errors.ShouldContain("--port 0");
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        string database = Path.Combine(demo.Folder, "missing-folder", "demo.duckdb");

        (int exitCode, _, string errors) = await SoukProcess.RunAsync(
            "index",
            MasaManifest,
            "--db",
            database,
            "--rpc",
            Rpc(demo.Run.Chain.Endpoint)
        );

        exitCode.ShouldBe(1);
        errors.ShouldContain(database);
    }

    [Fact]
    public async Task A_warehouse_that_another_process_holds_is_named()
    {
        (int exitCode, _, string errors) = await SoukProcess.RunAsync(
            "metrics",
            "get",
            "supply",
            "--db",
            demo.Run.Warehouse.Path
        );

        exitCode.ShouldBe(1);
        errors.ShouldContain("another process");
    }

    [Fact]
    public async Task Interrupting_a_demo_ends_the_chain_that_it_started()
    {
        using SoukProcess process = SoukProcess.Start(
            "demo",
            "--once",
            "--dir",
            Path.Combine(demo.Folder, "interrupted"),
            "--progress",
            "plain"
        );
        // The economy has begun, and says how far it is: its chains are there.
        await process.WaitForErrorLinesAsync(2, TestContext.Current.CancellationToken);
        List<string> chain = ChildrenOf(process.Id);

        process.Interrupt();
        (int exitCode, _, string errors) = await process.WaitAsync();

        exitCode.ShouldBe(130, errors);
        chain.ShouldNotBeEmpty();
        chain.ShouldAllBe(id => !Directory.Exists($"/proc/{id}"));
    }

    private static string Rpc(Uri endpoint) => $"31337={endpoint}";

    // A process's children are listed under the thread that started each; a thread may end while they are read.
    private static List<string> ChildrenOf(int processId) =>
        [.. Directory.EnumerateDirectories($"/proc/{processId}/task").SelectMany(ReadChildren)];

    private static string[] ReadChildren(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
