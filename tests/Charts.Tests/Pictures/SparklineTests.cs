using Souk.Charts.Pictures;

namespace Souk.Charts.Tests.Pictures;

public sealed class SparklineTests
{
    [Fact]
    public void The_lowest_value_lies_at_the_bottom_and_the_highest_at_the_top()
    {
        string svg = Sparkline.Of([10, 30, 20], "Sales & fees");

        svg.ShouldContain("d=\"M3 29L80 3L157 16\"");
        svg.ShouldContain("cx=\"157\" cy=\"16\"");
        svg.ShouldContain("aria-label=\"Sales &amp; fees\"");
    }

    [Fact]
    public void What_never_changes_is_a_line_in_the_middle_and_one_value_is_none() =>
        (Sparkline.Of([7, 7], "same"), Sparkline.Of([7], "one")).ShouldSatisfyAllConditions(
            pair => pair.Item1.ShouldContain("d=\"M3 16L157 16\""),
            pair => pair.Item2.ShouldBeEmpty()
        );
}
