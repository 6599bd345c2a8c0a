namespace Souk.Simulation.Mechanisms.Royalties;

/// <summary>The same usage paid in two ways: once for good, or by a royalty on every call.</summary>
/// <param name="SaleTokens">The one-off price, base units.</param>
/// <param name="RoyaltyTokens">All royalties, base units.</param>
/// <param name="BreakEvenStep">First step at whose end royalties, discounted, have made up for the price; null if never.</param>
/// <param name="RoyaltyPresentValue">Royalties discounted to the day of the sale, base units as a number.</param>
public sealed record SaleComparison(
    Int128 SaleTokens,
    Int128 RoyaltyTokens,
    int? BreakEvenStep,
    double RoyaltyPresentValue
)
{
    /// <param name="salePrice">Base units paid at the start of step 0, instead of all royalties.</param>
    /// <param name="royalties">Base units by step, as a <see cref="RoyaltyFlow"/> pays them.</param>
    /// <param name="discountRate">Per step, above −1: a payment at the end of step t is worth (1 + r)^−(t+1) of itself.</param>
    public static SaleComparison Of(Int128 salePrice, ReadOnlySpan<Int128> royalties, double discountRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(salePrice, Int128.Zero);
        if (!(discountRate > -1) || double.IsInfinity(discountRate))
        {
            throw new ArgumentOutOfRangeException(nameof(discountRate), discountRate, "A discount rate is above -1.");
        }

        Int128 sum = 0;
        double factor = 1;
        double present = 0;
        int? breakEven = null;
        for (int step = 0; step < royalties.Length; step++)
        {
            factor /= 1 + discountRate;
            sum += royalties[step];
            present += factor * (double)royalties[step];
            breakEven ??= present >= (double)salePrice ? step : null;
        }

        return new SaleComparison(salePrice, sum, breakEven, present);
    }
}
