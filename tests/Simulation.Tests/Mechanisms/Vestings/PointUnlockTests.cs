using Souk.Simulation.Mechanisms.Vestings;

namespace Souk.Simulation.Tests.Mechanisms.Vestings;

public class PointUnlockTests
{
    // The airdrop of MASA: 20 % on 2024-05-11, then the rest.
    private static readonly UnlockPoint[] _points = [new(100, 200), new(200, 200), new(300, 1_000)];

    [Theory]
    [InlineData(99, 0, 0)]
    [InlineData(100, 200, 200)]
    [InlineData(150, 200, 200)]
    [InlineData(201, 200, 208)]
    [InlineData(299, 200, 992)]
    [InlineData(300, 1_000, 1_000)]
    [InlineData(5_000, 1_000, 1_000)]
    public void Points_are_steps_or_the_ends_of_straight_lines(long time, int stepped, int linear)
    {
        new PointUnlock(_points, isLinear: false).VestedAt(time).ShouldBe(stepped);
        new PointUnlock(_points, isLinear: true).VestedAt(time).ShouldBe(linear);
    }

    [Fact]
    public void Points_out_of_order_are_refused()
    {
        Should.Throw<ArgumentException>(() => new PointUnlock([], isLinear: true));
        Should.Throw<ArgumentException>(() => new PointUnlock([new(2, 1), new(2, 3)], isLinear: true));
        Should
            .Throw<ArgumentException>(() => new PointUnlock([new(1, 5), new(2, 4)], isLinear: false))
            .Message.ShouldContain("points[1]");
    }
}
