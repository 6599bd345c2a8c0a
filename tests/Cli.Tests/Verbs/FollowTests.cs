using System.CommandLine;
using Souk.Cli.Stages;
using Souk.Cli.Verbs;
using Souk.DuckDb;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Tests.Verbs;

/// <summary>Indexing beside the pages of the same process.</summary>
[Collection(ConsoleTests.Name)]
public sealed class FollowTests : IDisposable
{
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

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-follow-").FullName;
    private readonly ScriptedRpc _rpc = new();

    private string Database => Path.Combine(_folder, "shop.duckdb");

    public void Dispose()
    {
        _rpc.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Blocks_are_stored_while_another_connection_of_the_process_reads_until_it_is_cancelled()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        using DuckDBConnection reader = new($"Data Source={Database}");
        reader.Open();
        FollowStage stage = Stage();
        using CancellationTokenSource end = new();

        Task following = stage.RunAsync(warehouse, end.Token);
        for (int wait = 0; wait < 600 && Block(reader) < 2; wait++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        long block = Block(reader);

        await end.CancelAsync();
        await following;

        block.ShouldBe(2);
        stage.ExitCode.ShouldBe(ExitCode.Success);
        stage.Stops.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_index_that_follows_lends_copies_of_the_file_that_it_holds()
    {
        string manifest = Path.Combine(_folder, "shop.yaml");
        await File.WriteAllTextAsync(manifest, Manifest, TestContext.Current.CancellationToken);
        string[] index =
        [
            "index",
            manifest,
            "--db",
            Database,
            "--rpc",
            $"31337={_rpc.Url}",
            "--follow",
            "--poll",
            "0.1",
        ];
        WarehouseFile.Open(Database).Dispose();
        using DuckDBConnection reader = new($"Data Source={Database}");
        reader.Open();
        using CancellationTokenSource end = new();

        Task<int> following = new RootCommand { IndexVerb.Create() }
            .Parse([.. index, "--progress", "None"])
            .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, end.Token);
        for (int wait = 0; wait < 600 && !following.IsCompleted && Block(reader) < 2; wait++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        using (WarehouseFile lent = WarehouseFile.OpenToRead(Database))
        {
            lent.IsBorrowed.ShouldBeTrue();
            Block(lent.Connection).ShouldBe(2);
        }

        await end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => following);
        WarehouseFile.Borrow(Database).ShouldBeNull();
    }

    [Fact]
    public async Task What_stops_a_chain_is_kept_for_the_pages_and_for_the_exit_code()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        FollowStage stage = Stage();
        _rpc.Body = "{}";

        string told = await ErrorsOfAsync(() => stage.RunAsync(warehouse, CancellationToken.None));

        stage.ExitCode.ShouldNotBe(ExitCode.Success);
        stage.Stops.Single().ChainId.ShouldBe(31337);
        stage.Stops.Single().IsReorg.ShouldBeFalse();
        told.ShouldContain(stage.Stops.Single().Reason);
        told.ShouldContain("The pages stay as they are.");
    }

    [Fact]
    public async Task A_defect_is_told_to_pages_at_once_and_thrown_for_its_trace()
    {
        WarehouseFile closed = WarehouseFile.Open(Database);
        closed.Dispose();
        FollowStage stage = Stage();

        string told = await ErrorsOfAsync(() =>
            Should.ThrowAsync<InvalidOperationException>(() => stage.RunAsync(closed, CancellationToken.None))
        );

        stage.Stops.Single().ChainId.ShouldBe(31337);
        stage.ExitCode.ShouldBe(ExitCode.Failure);
        told.ShouldContain($"indexing stopped: {stage.Stops.Single().Reason}");
    }

    [Theory]
    [InlineData("--follow", "shop.yaml", "No endpoint is given for chain 31337. Add --rpc 31337=URL.")]
    [InlineData("--rpc", "31337=http://127.0.0.1:1", "--rpc goes with --follow MANIFEST")]
    public async Task A_manifest_needs_an_endpoint_and_an_endpoint_a_manifest(string option, string value, string told)
    {
        string manifest = Path.Combine(_folder, "shop.yaml");
        await File.WriteAllTextAsync(manifest, Manifest);

        string errors = await ErrorsOfAsync(async () =>
            (
                await CommandRunner.RunAsync(
                    new RootCommand { ServeVerb.Create() },
                    ["serve", "--db", Database, option, value == "shop.yaml" ? manifest : value]
                )
            ).ShouldBe(ExitCode.InvalidInput)
        );

        errors.ShouldContain(told);
        File.Exists(Database).ShouldBeFalse();
    }

    private static long Block(DuckDBConnection connection) =>
        connection.Scalar<long>("select coalesce(max(block_number), -1) from chain.cursor");

    private FollowStage Stage()
    {
        string manifest = Path.Combine(_folder, "shop.yaml");
        File.WriteAllText(manifest, Manifest);
        return new FollowStage(
            ManifestSet.Load([manifest]),
            EndpointAddress.Single(new Dictionary<int, Uri> { [31337] = _rpc.Url }),
            new SyncOptions
            {
                Time = TimeProvider.System,
                IsFollowing = true,
                PollDelay = TimeSpan.FromMilliseconds(50),
            }
        );
    }

    private static async Task<string> ErrorsOfAsync(Func<Task> work)
    {
        TextWriter before = Console.Error;
        using var errors = new StringWriter();
        Console.SetError(errors);
        try
        {
            await work();
            return errors.ToString();
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
