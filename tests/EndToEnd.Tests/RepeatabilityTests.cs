using System.Text.Json;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.EndToEnd.Tests;

/// <summary>The same seed, and an indexer that was killed half-way, end at the same facts.</summary>
[Collection(DemoTests.Name)]
public sealed class RepeatabilityTests(Demo demo)
{
    [Fact]
    public async Task A_second_demo_with_the_same_seed_prints_the_same_digests()
    {
        string folder = Path.Combine(demo.Folder, "second");

        (int exitCode, string output, string errors) = await SoukProcess.RunAsync(
            "demo",
            "--once",
            "--json",
            "--seed",
            $"{Demo.Seed}",
            "--dir",
            folder,
            "--progress",
            "none"
        );

        exitCode.ShouldBe(0, errors);
        using JsonDocument summary = JsonDocument.Parse(output);
        JsonElement root = summary.RootElement;
        root.GetProperty("label").GetString().ShouldBe("Synthetic demo");
        root.GetProperty("tip_hash").GetString().ShouldBe(demo.Run.Economy.TipHash.ToString());
        root.GetProperty("warehouse_digest")
            .GetString()
            .ShouldBe(WarehouseDigest.Compute(demo.Run.Warehouse.Connection));
        root.GetProperty("simulation_digest").GetString().ShouldBe(demo.Run.Forecast.Digest);
    }

    [Fact]
    public async Task An_indexer_killed_half_way_and_started_again_ends_with_the_same_tables()
    {
        string database = Path.Combine(demo.Folder, "killed.duckdb");
        string[] index =
        [
            "index",
            .. demo.Run.Economy.Manifests,
            "--db",
            database,
            "--log-json",
            "--rpc",
            $"{demo.Run.Economy.ChainId}={demo.Run.Chain.Endpoint}",
            "--rpc",
            $"31338={demo.Run.Foreign.Endpoint}",
            "--range-blocks",
        ];

        List<long> cursors = [];
        foreach (int stepCount in (int[])[1, 2, 3])
        {
            using SoukProcess process = SoukProcess.Start([.. index, "5"]);
            // Each stored step is a line; the next one is under way.
            await process.WaitForErrorLinesAsync(stepCount, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitAsync();
            cursors.Add(ReadCursor(database));
        }

        (int exitCode, _, string errors) = await SoukProcess.RunAsync([.. index, "500"]);

        exitCode.ShouldBe(0, errors);
        cursors.ShouldContain(cursor => cursor > 0 && cursor < demo.Run.Economy.TipBlock, string.Join(", ", cursors));
        using WarehouseFile warehouse = WarehouseFile.Open(database);
        WarehouseDigest
            .ComputeByTable(warehouse.Connection)
            .ShouldBe(WarehouseDigest.ComputeByTable(demo.Run.Warehouse.Connection));
    }

    private static long ReadCursor(string database)
    {
        if (!File.Exists(database))
        {
            return 0;
        }

        using WarehouseFile warehouse = WarehouseFile.Open(database);
        return warehouse.Connection.Scalar<long>("select coalesce(max(block_number), 0) from chain.cursor");
    }
}
