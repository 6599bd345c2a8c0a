using Souk.Charts.Pictures;
using Souk.Charts.Rasters;

namespace Souk.Charts.Tests.Rasters;

public class CoverageTests
{
    [Fact]
    public void Shares_add_up_to_the_area()
    {
        Coverage shape = new(20, 20);

        shape.Add([new(2.25, 3.5), new(12.75, 3.5), new(12.75, 9.25), new(2.25, 9.25)]);

        // 10.5 × 5.75
        Sum(shape).ShouldBe(60.375, 1e-3);
    }

    [Fact]
    public void A_triangle_has_half_of_its_box()
    {
        Coverage shape = new(20, 20);

        shape.Add([new(0, 0), new(16, 0), new(0, 16)]);

        Sum(shape).ShouldBe(128, 0.1);
    }

    [Fact]
    public void What_overlaps_counts_once_and_what_is_outside_not_at_all()
    {
        Coverage shape = new(10, 10);

        shape.Add([new(-5, 2), new(6, 2), new(6, 4), new(-5, 4)]);
        shape.Add([new(4, 2), new(15, 2), new(15, 4), new(4, 4)]);

        Sum(shape).ShouldBe(20, 1e-3);
    }

    [Fact]
    public void A_shape_is_forgotten_once_it_was_told()
    {
        Coverage shape = new(10, 10);
        shape.Add([new(0, 0), new(4, 0), new(4, 4), new(0, 4)]);

        Sum(shape).ShouldBe(16, 1e-3);
        Sum(shape).ShouldBe(0);
    }

    [Fact]
    public void Dashes_and_gaps_alternate_around_corners()
    {
        IReadOnlyList<Spot>[] dashes = [.. Strokes.Dashes([new Spot(0, 0), new(7, 0), new(7, 10)])];

        // Five on, four off: 0 to 5, then 9 to 14 along the line, of which 7 is the corner.
        dashes.Length.ShouldBe(2);
        dashes[0].ShouldBe([new(0, 0), new(5, 0)]);
        dashes[1].ShouldBe([new(7, 2), new(7, 7)]);
    }

    private static double Sum(Coverage shape)
    {
        double sum = 0;
        shape.Drain((_, _, share) => sum += share);
        return sum;
    }
}
