using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.EndToEnd.Tests;

/// <summary>An indexer that was killed half-way ends at the same facts.</summary>
public sealed class RepeatabilityTests(Demo demo) : IClassFixture<Demo>
{
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
        WarehouseDigest.ComputeByTable(warehouse.Connection).ShouldBe(WarehouseDigest.ComputeByTable(demo.Connection));
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
