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
