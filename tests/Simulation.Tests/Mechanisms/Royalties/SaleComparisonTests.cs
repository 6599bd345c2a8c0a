using Souk.Simulation.Mechanisms.Royalties;

namespace Souk.Simulation.Tests.Mechanisms.Royalties;

public class SaleComparisonTests
{
    [Fact]
    public void Royalties_catch_up_with_a_sale_in_the_step_that_makes_up_for_its_price()
    {
        SaleComparison undiscounted = SaleComparison.Of(1_000, [400, 400, 400, 400], discountRate: 0);
        SaleComparison discounted = SaleComparison.Of(1_000, [400, 400, 400, 400], discountRate: 0.25);

        undiscounted.RoyaltyTokens.ShouldBe(1_600);
        undiscounted.BreakEvenStep.ShouldBe(2);
        // 400 × (0.8 + 0.64 + 0.512 + 0.4096) = 944.64 never reaches 1,000.
        discounted.RoyaltyPresentValue.ShouldBe(944.64, 1e-9);
        discounted.BreakEvenStep.ShouldBeNull();
    }

    [Fact]
    public void A_discount_rate_that_has_no_meaning_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => SaleComparison.Of(1, [1], -1));
        Should.Throw<ArgumentOutOfRangeException>(() => SaleComparison.Of(1, [1], double.NaN));
    }
}
