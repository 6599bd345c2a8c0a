using System.CommandLine;
using System.Numerics;
using Souk.Cli.Screens;
using Souk.Cli.Verbs;
using Souk.DuckDb;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Traces;

namespace Souk.Cli.Tests.Verbs;

public sealed class TraceVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-trace-").FullName;

    private string Database => Path.Combine(_folder, "traced.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_asset_that_is_not_there_is_invalid_input()
    {
        using (WarehouseFile warehouse = WarehouseFile.Open(Database))
        {
            warehouse.Connection.Execute(
                "insert into market.asset values (1, 1, 0, timestamp '2026-01-01', 'm', 'm/1', 'dataset', 'Posts', null)"
            );
        }

        (await RunAsync("trace", "m/1", "--db", Database)).ShouldBe(ExitCode.Success);
        (await RunAsync("trace", "m/1", "--db", Database, "--json")).ShouldBe(ExitCode.Success);
        (await RunAsync("trace", "m/2", "--db", Database)).ShouldBe(ExitCode.InvalidInput);
        (await RunAsync("trace", "m/1", "--db", Database, "--limit", "0")).ShouldBe(ExitCode.InvalidInput);
        (await RunAsync("trace", "m/1", "--db", Database, "--upstream")).ShouldBe(ExitCode.Success);
        (await RunAsync("trace", "m/2", "--db", Database, "--prov")).ShouldBe(ExitCode.InvalidInput);
        (await RunAsync("trace", "m/1", "--db", Database, "--upstream", "--depth", "-1")).ShouldBe(
            ExitCode.InvalidInput
        );
        (await RunAsync("trace", "m/1", "--db", Database + ".none")).ShouldBe(ExitCode.InvalidInput);
    }

    [Fact]
    public void The_text_has_exact_amounts_and_says_what_it_leaves_out_and_what_is_not_there()
    {
        LifecycleStep step = new(
            LifecycleLayer.Execution,
            "price",
            1,
            7,
            3,
            new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            "0xaa",
            "0xbb",
            "USDC",
            6,
            BigInteger.Parse("12345678901234567890500000"),
            "evidence: \u001b[2Jtransfer",
            Count: 1001
        );

        string text = TraceVerb.Describe(new LifecycleTrace("m/1", [step]));

        text.ShouldContain(
            "2026-01-02 03:04 1/7/3 price 0xaa → 0xbb 12345678901234567890.5 USDC (evidence: ?[2Jtransfer)"
        );
        text.ShouldContain("… 1,000 more of 'price'");
        text.ShouldContain("3 Calls between chains, by the parties above\n  nothing is stored");
    }

    [Fact]
    public void A_lineage_names_parties_with_exact_amounts_and_says_where_it_was_cut()
    {
        LineageReceipt received = new("royalty", "USDC", 6, Legs: 1200, BigInteger.Parse("12345678901234567890500000"));
        LineagePart part = new(
            2,
            "m/1",
            "dataset",
            "Posts\u001b[2J",
            [new("0xaa", "owner", [received]), new("0xbb", "", [])]
        );

        string text = LineageScreen.Describe(new Lineage("m/9", [part], [], IsCut: true));

        text.ShouldBe(
            """
            m/9: upstream 0, edges 0

            2 m/1 (dataset Posts?[2J)
              0xaa owner
                royalty 12345678901234567890.5 USDC in 1,200 payments
              0xbb was paid: nothing received

            … more lies upstream; see --depth
            """
        );
    }

    private static Task<int> RunAsync(params string[] args) =>
        CommandRunner.RunAsync(new RootCommand { TraceVerb.Create() }, args);
}
