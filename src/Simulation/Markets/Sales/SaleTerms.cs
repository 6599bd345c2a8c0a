using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.Sales;

/// <summary>What a token sale offers.</summary>
/// <param name="Supply">Base units of the token for sale.</param>
/// <param name="PricePaid">Base units of the payment for <paramref name="PriceTokens"/>.</param>
/// <param name="PriceTokens">Base units of the token that <paramref name="PricePaid"/> buys.</param>
/// <param name="CapPerBuyer">The most base units of the token for one buyer.</param>
/// <param name="UnlockedAtStart">Share of the tokens that a buyer gets when the token starts; the rest vests.</param>
public readonly record struct SaleTerms(
    Int128 Supply,
    Int128 PricePaid,
    Int128 PriceTokens,
    Int128 CapPerBuyer,
    Share UnlockedAtStart
)
{
    /// <summary>Tokens that a deposit could buy, rounded down, up to the cap.</summary>
    internal Int128 Wanted(Int128 deposit) =>
        (Int128)
            UInt256.Min(
                UInt256.MultiplyDivide((UInt256)deposit, (UInt256)PriceTokens, (UInt256)PricePaid),
                (UInt256)CapPerBuyer
            );

    /// <summary>What tokens cost, rounded up: never more than the deposit that could buy them.</summary>
    internal Int128 Cost(Int128 tokens) =>
        (Int128)WideMath.MultiplyDivideUp((UInt128)tokens, (UInt128)PricePaid, (UInt128)PriceTokens);

    /// <exception cref="ArgumentOutOfRangeException">A price that is not above zero, or a negative supply or cap.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Supply);
        ArgumentOutOfRangeException.ThrowIfNegative(CapPerBuyer);
        ArgumentOutOfRangeException.ThrowIfLessThan(PricePaid, Int128.One);
        ArgumentOutOfRangeException.ThrowIfLessThan(PriceTokens, Int128.One);
    }
}
