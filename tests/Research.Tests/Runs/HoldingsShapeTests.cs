using Souk.Research.Runs;

namespace Souk.Research.Tests.Runs;

public class HoldingsShapeTests
{
    [Fact]
    public void Quantiles_are_balances_that_somebody_has()
    {
        HoldingsShape shape = HoldingsShape.Of([40, 10, 30, 20]);

        shape.Total.ShouldBe(100);
        shape.Quantiles.ShouldBe([10, 10, 10, 20, 30, 40, 40]);
    }

    [Fact]
    public void Gini_is_0_where_all_hold_the_same_and_near_1_where_one_holds_all()
    {
        HoldingsShape.Of([7, 7, 7, 7]).Gini.ShouldBe(0, 1e-12);
        HoldingsShape.Of([0, 0, 0, 8]).Gini.ShouldBe(0.75, 1e-12);
        // Sum of |difference| over 2 n² mean: (1+2+1)·2 / (2·9·2) = 8/36.
        HoldingsShape.Of([1, 2, 3]).Gini.ShouldBe(8.0 / 36, 1e-12);
        HoldingsShape.Of([0, 0]).Gini.ShouldBe(0);
    }

    [Fact]
    public void Balances_that_share_their_upper_64_bits_are_told_apart()
    {
        Int128 large = Int128.Parse("1000000000000000000000000000");

        HoldingsShape shape = HoldingsShape.Of([large + 3, large + 1, 0, large + 2]);

        shape.Quantiles.ShouldBe([0, 0, 0, large + 1, large + 2, large + 3, large + 3]);
        shape.Total.ShouldBe((3 * large) + 6);
    }
}
