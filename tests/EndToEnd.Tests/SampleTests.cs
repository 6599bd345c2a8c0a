using System.Net;
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
    [Fact]
    public void The_sample_that_ships_is_served_within_ten_seconds()
    {
        sample.FrontStatus.ShouldBe(HttpStatusCode.OK);
        sample.UntilFront.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }
}
