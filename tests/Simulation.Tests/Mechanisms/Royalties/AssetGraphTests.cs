using Souk.Simulation.Mechanisms.Royalties;

namespace Souk.Simulation.Tests.Mechanisms.Royalties;

public class AssetGraphTests
{
    [Fact]
    public void An_asset_is_made_of_earlier_ones_only()
    {
        AssetGraph graph = new();
        graph.Add();

        Should.Throw<ArgumentException>(() => graph.Add(new AssetPart(1, 1))).Message.ShouldContain("Asset 1");
        Should.Throw<ArgumentException>(() => graph.Add(new AssetPart(0, 0))).Message.ShouldContain("no weight");
        Should.Throw<ArgumentException>(() => graph.Add(new(0, 1), new(0, 2))).Message.ShouldContain("twice");
        graph.Count.ShouldBe(1);
    }

    [Fact]
    public void Edges_that_close_a_cycle_are_counted_and_carry_nothing()
    {
        // 1 is made of 0, and the chain also says that 0 is made of 1, and 1 of itself.
        AssetGraph graph = AssetGraph.FromEdges(
            2,
            [(1, new(0, 2)), (0, new(1, 5)), (1, new(1, 1)), (1, new(0, 3))],
            out int ignoredCount
        );

        ignoredCount.ShouldBe(2);
        graph.PartsOf(0).Length.ShouldBe(0);
        graph.PartsOf(1).ToArray().ShouldBe([new AssetPart(0, 5)]);
    }
}
