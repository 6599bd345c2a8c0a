using Souk.Research.Notebooks;
using Souk.Research.Snapshots;
using Souk.Warehouse.Storage;

namespace Souk.EndToEnd.Tests;

public sealed class SampleTests(Demo demo) : IClassFixture<Demo>
{
    [Fact]
    public void The_sample_that_ships_has_the_facts_of_the_demo() =>
        Snapshot.Read(ShippedFiles.Sample("demo")).WarehouseDigest.ShouldBe(WarehouseDigest.Compute(demo.Connection));
}

[Collection(ServedSampleTests.Name)]
public sealed class OpenSampleTests(ServedSample sample)
{
    /// <summary>How soon is told in bench/README.</summary>
    [Fact]
    public async Task The_sample_that_ships_is_served_with_its_five_markets()
    {
        string front = await sample.Client.GetStringAsync("/");

        foreach (string market in (string[])["masa", "ocean", "oraichain", "sahara", "singularitynet"])
        {
            front.ShouldContain($"data-market=\"{market}\"");
        }
    }
}
