using Souk.Simulation.Mechanisms.Versions;

namespace Souk.Simulation.Tests.Mechanisms.Versions;

public class VersionScheduleTests
{
    [Theory]
    [InlineData(-1, "a")]
    [InlineData(99, "a")]
    [InlineData(100, "a")]
    [InlineData(199, "a")]
    [InlineData(200, "b")]
    [InlineData(299, "b")]
    [InlineData(300, "c")]
    [InlineData(long.MaxValue, "c")]
    public void The_last_version_that_began_holds(long block, string version) =>
        new VersionSchedule<string>((100, "a"), (200, "b"), (300, "c")).At(block).ShouldBe(version);

    [Fact]
    public void A_schedule_without_versions_or_out_of_order_is_refused()
    {
        Should.Throw<ArgumentException>(() => new VersionSchedule<string>());
        Should.Throw<ArgumentException>(() => new VersionSchedule<string>((5, "a"), (5, "b")));
    }
}
