using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets;

/// <summary>The swap rule of a constant-product pool: reserves multiply to a constant, apart from the fee.</summary>
/// <remarks>Source: Uniswap v2, `UniswapV2Library.getAmountOut`, with the fee as a parameter (30 basis points there).</remarks>
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
        ArgumentOutOfRangeException.ThrowIfLessThan(amountIn, Int128.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(reserveIn, Int128.One);
        ArgumentOutOfRangeException.ThrowIfLessThan(reserveOut, Int128.One);
        ArgumentOutOfRangeException.ThrowIfNegative(feeBasisPoints);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(feeBasisPoints, Whole);
        UInt128 afterFee = (UInt128)amountIn * (UInt128)(Whole - feeBasisPoints);
        UInt128 divisor = ((UInt128)reserveIn * Whole) + afterFee;
        return (Int128)WideMath.MultiplyDivide(afterFee, (UInt128)reserveOut, divisor);
    }
}
