using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.ConcentratedPools;

/// <summary>How amounts of two tokens and the root of their price move each other, at a given liquidity.</summary>
/// <remarks>
/// With liquidity L and roots p and q: Δ0 = L (q − p) / (p q) and Δ1 = L (q − p). Roots are integers of 2⁻⁹⁶.
/// Source: Uniswap v3-core 1.0.0, `SqrtPriceMath`, with its roundings: the price never moves further than paid for.
/// </remarks>
internal static class SqrtPriceMath
{
    private const int Fraction = 96;
    private static readonly UInt256 SqrtPriceBound = UInt256.One << 160;

    /// <summary>The root after an amount is paid in.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No price or no liquidity.</exception>
    /// <exception cref="OverflowException">The root exceeds 160 bits.</exception>
    public static UInt256 AfterInput(UInt256 sqrtPrice, UInt128 liquidity, UInt256 amountIn, bool sells0)
    {
        Check(sqrtPrice, liquidity);
        return sells0 ? AfterAdding0(sqrtPrice, liquidity, amountIn) : AfterAdding1(sqrtPrice, liquidity, amountIn);
    }

    /// <summary>The root after an amount is paid out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No price, no liquidity, or less in reserve than the amount.</exception>
    /// <exception cref="OverflowException">The root exceeds 160 bits.</exception>
    public static UInt256 AfterOutput(UInt256 sqrtPrice, UInt128 liquidity, UInt256 amountOut, bool sells0)
    {
        Check(sqrtPrice, liquidity);
        return sells0
            ? AfterRemoving1(sqrtPrice, liquidity, amountOut)
            : AfterRemoving0(sqrtPrice, liquidity, amountOut);
    }

    /// <summary>The first token between two prices.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A root is zero.</exception>
    public static UInt256 Amount0(UInt256 sqrtPriceA, UInt256 sqrtPriceB, UInt128 liquidity, bool roundsUp)
    {
        (UInt256 lower, UInt256 upper) = sqrtPriceA < sqrtPriceB ? (sqrtPriceA, sqrtPriceB) : (sqrtPriceB, sqrtPriceA);
        ArgumentOutOfRangeException.ThrowIfEqual(lower, UInt256.Zero);
        UInt256 scaled = (UInt256)liquidity << Fraction;
        UInt256 width = UInt256.WrappingSubtract(upper, lower);
        return roundsUp
            ? UInt256.DivideUp(UInt256.MultiplyDivideUp(scaled, width, upper), lower)
            : UInt256.MultiplyDivide(scaled, width, upper) / lower;
    }

    /// <summary>The second token between two prices.</summary>
    public static UInt256 Amount1(UInt256 sqrtPriceA, UInt256 sqrtPriceB, UInt128 liquidity, bool roundsUp)
    {
        (UInt256 lower, UInt256 upper) = sqrtPriceA < sqrtPriceB ? (sqrtPriceA, sqrtPriceB) : (sqrtPriceB, sqrtPriceA);
        UInt256 low = UInt256.Multiply(UInt256.WrappingSubtract(upper, lower), liquidity, out UInt256 high);
        UInt256 amount = (high << (256 - Fraction)) | (low >> Fraction);
        bool isExact = (low << (256 - Fraction)).IsZero;
        return roundsUp && !isExact ? amount + UInt256.One : amount;
    }

    // L p / (L + Δ p), rounded up; where Δ p exceeds 256 bits the less exact L / (L / p + Δ).
    private static UInt256 AfterAdding0(UInt256 sqrtPrice, UInt128 liquidity, UInt256 amount)
    {
        if (amount.IsZero)
        {
            return sqrtPrice;
        }

        UInt256 scaled = (UInt256)liquidity << Fraction;
        UInt256 product = UInt256.Multiply(amount, sqrtPrice, out UInt256 high);
        UInt256 divisor = UInt256.WrappingAdd(scaled, product);
        return high.IsZero && divisor >= scaled
            ? UInt256.MultiplyDivideUp(scaled, sqrtPrice, divisor)
            : UInt256.DivideUp(scaled, (scaled / sqrtPrice) + amount);
    }

    private static UInt256 AfterRemoving0(UInt256 sqrtPrice, UInt128 liquidity, UInt256 amount)
    {
        if (amount.IsZero)
        {
            return sqrtPrice;
        }

        UInt256 scaled = (UInt256)liquidity << Fraction;
        UInt256 product = UInt256.Multiply(amount, sqrtPrice, out UInt256 high);
        return high.IsZero && product < scaled
            ? Bounded(UInt256.MultiplyDivideUp(scaled, sqrtPrice, UInt256.WrappingSubtract(scaled, product)))
            : throw new ArgumentOutOfRangeException(nameof(amount), amount, "There is less of the first token.");
    }

    private static UInt256 AfterAdding1(UInt256 sqrtPrice, UInt128 liquidity, UInt256 amount) =>
        Bounded(sqrtPrice + UInt256.MultiplyDivide(amount, UInt256.One << Fraction, liquidity));

    private static UInt256 AfterRemoving1(UInt256 sqrtPrice, UInt128 liquidity, UInt256 amount)
    {
        UInt256 step = UInt256.MultiplyDivideUp(amount, UInt256.One << Fraction, liquidity);
        return step < sqrtPrice
            ? UInt256.WrappingSubtract(sqrtPrice, step)
            : throw new ArgumentOutOfRangeException(nameof(amount), amount, "There is less of the second token.");
    }

    private static UInt256 Bounded(UInt256 sqrtPrice) =>
        sqrtPrice < SqrtPriceBound
            ? sqrtPrice
            : throw new OverflowException($"The root {sqrtPrice} of a price exceeds 160 bits.");

    private static void Check(UInt256 sqrtPrice, UInt128 liquidity)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(sqrtPrice, UInt256.Zero);
        ArgumentOutOfRangeException.ThrowIfEqual(liquidity, UInt128.Zero);
    }
}
