using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.ConcentratedPools;

/// <summary>A swap at constant liquidity, up to a target price.</summary>
/// <remarks>
/// Source: Uniswap v3-core 1.0.0, `SwapMath.computeSwapStep`. What comes in is rounded up, what goes out down, the fee up.
/// </remarks>
/// <param name="SqrtPrice">The root of the price after the step, in 2⁻⁹⁶.</param>
/// <param name="AmountIn">Base units paid in, without the fee.</param>
/// <param name="AmountOut">Base units paid out.</param>
/// <param name="Fee">Base units of fee, in the token paid in.</param>
internal readonly record struct SwapStep(UInt256 SqrtPrice, UInt256 AmountIn, UInt256 AmountOut, UInt256 Fee)
{
    /// <summary>A fee is a whole number of these parts of what is paid in.</summary>
    public const int Whole = 1_000_000;

    private const double Unit = 79228162514264337593543950336.0;

    /// <summary>Spends at most an amount, the fee included.</summary>
    /// <param name="sqrtPrice">The root of the price before the step.</param>
    /// <param name="target">The price not to be passed; its side says what is sold.</param>
    /// <param name="liquidity">Liquidity in between.</param>
    /// <param name="remaining">Base units that may be paid in.</param>
    /// <param name="feeMillionths">Share of what is paid in.</param>
    public static SwapStep Spend(
        UInt256 sqrtPrice,
        UInt256 target,
        UInt128 liquidity,
        UInt128 remaining,
        int feeMillionths
    )
    {
        bool sells0 = sqrtPrice >= target;
        ulong kept = (ulong)(Whole - feeMillionths);
        UInt256 afterFee = UInt256.Multiply(remaining, kept) / Whole;
        UInt256 next =
            IsFarBelow(afterFee, sqrtPrice, target, liquidity) || afterFee < In(sqrtPrice, target, liquidity, sells0)
                ? SqrtPriceMath.AfterInput(sqrtPrice, liquidity, afterFee, sells0)
                : target;
        UInt256 amountIn = In(sqrtPrice, next, liquidity, sells0);
        UInt256 amountOut = Out(sqrtPrice, next, liquidity, sells0);
        return new(
            next,
            amountIn,
            amountOut,
            next == target ? FeeOf(amountIn, feeMillionths) : (UInt256)remaining - amountIn
        );
    }

    /// <summary>Receives at most an amount.</summary>
    /// <param name="sqrtPrice">The root of the price before the step.</param>
    /// <param name="target">The price not to be passed; its side says what is sold.</param>
    /// <param name="liquidity">Liquidity in between.</param>
    /// <param name="remaining">Base units that may be paid out.</param>
    /// <param name="feeMillionths">Share of what is paid in.</param>
    public static SwapStep Receive(
        UInt256 sqrtPrice,
        UInt256 target,
        UInt128 liquidity,
        UInt128 remaining,
        int feeMillionths
    )
    {
        bool sells0 = sqrtPrice >= target;
        UInt256 wholeOut = Out(sqrtPrice, target, liquidity, sells0);
        UInt256 next =
            (UInt256)remaining >= wholeOut
                ? target
                : SqrtPriceMath.AfterOutput(sqrtPrice, liquidity, remaining, sells0);
        UInt256 amountIn = In(sqrtPrice, next, liquidity, sells0);
        UInt256 amountOut = next == target ? wholeOut : Out(sqrtPrice, next, liquidity, sells0);
        return new(next, amountIn, UInt256.Min(amountOut, remaining), FeeOf(amountIn, feeMillionths));
    }

    // True where an amount surely does not reach the target, so that the exact amount that does need not be computed. The
    // estimate errs by less than 10⁻¹² and two base units.
    private static bool IsFarBelow(UInt256 amount, UInt256 sqrtPrice, UInt256 target, UInt128 liquidity)
    {
        double p = (double)sqrtPrice / Unit;
        double q = (double)target / Unit;
        double amountToTarget = (double)liquidity * (p > q ? (p - q) / (p * q) : q - p);
        double error = (double)liquidity * (p > q ? 1 / q : q) * 1e-12;
        return (double)amount < amountToTarget - error - 2;
    }

    private static UInt256 In(UInt256 from, UInt256 to, UInt128 liquidity, bool sells0) =>
        sells0
            ? SqrtPriceMath.Amount0(to, from, liquidity, roundsUp: true)
            : SqrtPriceMath.Amount1(from, to, liquidity, roundsUp: true);

    private static UInt256 Out(UInt256 from, UInt256 to, UInt128 liquidity, bool sells0) =>
        sells0
            ? SqrtPriceMath.Amount1(to, from, liquidity, roundsUp: false)
            : SqrtPriceMath.Amount0(from, to, liquidity, roundsUp: false);

    private static UInt256 FeeOf(UInt256 amountIn, int feeMillionths) =>
        UInt256.MultiplyDivideUp(amountIn, (ulong)feeMillionths, (ulong)(Whole - feeMillionths));
}
