using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets;

/// <summary>The swap rule of a constant-product pool: reserves multiply to a constant, apart from the fee.</summary>
/// <remarks>
/// Source: Uniswap v2, `UniswapV2Library` of v2-periphery 1.1.0 and `UniswapV2Pair.swap` of v2-core 1.0.1, with the fee
/// as a parameter (30 basis points there). Products are kept whole, so results equal the contracts' to the base unit.
/// </remarks>
public static class ConstantProductPool
{
    internal const int Whole = 10_000;

    /// <summary>What the pool pays for an amount, rounded down to base units in the pool's favour.</summary>
    /// <param name="amountIn">Base units paid in.</param>
    /// <param name="reserveIn">The pool's reserve of what is paid in, before the swap.</param>
    /// <param name="reserveOut">The pool's reserve of what it pays out.</param>
    /// <param name="feeBasisPoints">Share of the amount that stays in the pool.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative amount, an empty reserve, or a fee outside 0 to 9999.</exception>
    public static Int128 AmountOut(Int128 amountIn, Int128 reserveIn, Int128 reserveOut, int feeBasisPoints)
    {
        Check(amountIn, reserveIn, reserveOut, feeBasisPoints);
        UInt128 afterFee = (UInt128)amountIn * (UInt128)(Whole - feeBasisPoints);
        UInt128 divisor = ((UInt128)reserveIn * Whole) + afterFee;
        return (Int128)WideMath.MultiplyDivide(afterFee, (UInt128)reserveOut, divisor);
    }

    /// <summary>What must be paid in to receive an amount: nothing for nothing.</summary>
    /// <remarks>The floor plus one even where the division leaves nothing, as the contract does.</remarks>
    /// <param name="amountOut">Base units to receive, below the reserve.</param>
    /// <param name="reserveIn">The pool's reserve of what is paid in, before the swap.</param>
    /// <param name="reserveOut">The pool's reserve of what it pays out.</param>
    /// <param name="feeBasisPoints">Share of the payment that stays in the pool.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A negative amount, an empty reserve, a fee outside 0 to 9999, or an amount that is not below the reserve.
    /// </exception>
    /// <exception cref="OverflowException">The payment exceeds 127 bits.</exception>
    public static Int128 AmountIn(Int128 amountOut, Int128 reserveIn, Int128 reserveOut, int feeBasisPoints)
    {
        Check(amountOut, reserveIn, reserveOut, feeBasisPoints);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(amountOut, reserveOut);
        if (amountOut == 0)
        {
            return 0;
        }

        UInt128 numerator = (UInt128)reserveIn * Whole;
        UInt128 divisor = (UInt128)(reserveOut - amountOut) * (UInt128)(Whole - feeBasisPoints);
        return checked((Int128)WideMath.MultiplyDivide(numerator, (UInt128)amountOut, divisor) + 1);
    }

    private static void Check(Int128 amount, Int128 reserveIn, Int128 reserveOut, int feeBasisPoints)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, Int128.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(reserveIn, Int128.One);
        ArgumentOutOfRangeException.ThrowIfLessThan(reserveOut, Int128.One);
        ArgumentOutOfRangeException.ThrowIfNegative(feeBasisPoints);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(feeBasisPoints, Whole);
    }
}
