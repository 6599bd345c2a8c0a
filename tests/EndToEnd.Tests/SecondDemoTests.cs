using System.Text.Json;
using Souk.Warehouse.Storage;

namespace Souk.EndToEnd.Tests;

/// <summary>The same seed ends at the same facts.</summary>
public sealed class SecondDemoTests(PlayedDemo played)
{
    [Fact]
    public async Task A_second_demo_with_the_same_seed_prints_the_same_digests()
    {
        string folder = Path.Combine(played.Folder, "second");

        // Both play at once, each on chains of its own.
        Task first = played.RunAsync();
        (int exitCode, string output, string errors) = await SoukProcess.RunAsync(
            "demo",
            "--once",
            "--json",
            "--seed",
            $"{PlayedDemo.Seed}",
            "--dir",
            folder,
            "--progress",
            "none"
        );
        await first;

        exitCode.ShouldBe(0, errors);
        await using Demo demo = new(played);
        await demo.InitializeAsync();
        using JsonDocument summary = JsonDocument.Parse(output);
        JsonElement root = summary.RootElement;
        root.GetProperty("label").GetString().ShouldBe("Synthetic demo");
        root.GetProperty("tip_hash").GetString().ShouldBe(demo.Run.Economy.TipHash.ToString());
        root.GetProperty("warehouse_digest").GetString().ShouldBe(WarehouseDigest.Compute(demo.Connection));
        root.GetProperty("simulation_digest").GetString().ShouldBe(demo.Run.Forecast.Digest);
    }
}
