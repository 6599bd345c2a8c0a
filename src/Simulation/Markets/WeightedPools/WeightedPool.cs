using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.WeightedPools;

/// <summary>The rules of a pool that keeps the product of its balances, each to the power of its weight.</summary>
/// <remarks>
/// Source: Balancer v2, `WeightedMath` of pool-weighted (316ded0), bit for bit. Amounts are base units of tokens with 18
/// decimals; scale others first. Weights and fees have 18 decimals: 10¹⁸ is the whole. All roundings favour the pool.
/// </remarks>
public static class WeightedPool
{
    /// <summary>The most that a swap may pay in or take out, of a balance, with 18 decimals.</summary>
    public const long SwapRatioMax = 300_000_000_000_000_000;

    /// <summary>The most that a join may multiply the invariant by, with 18 decimals.</summary>
    public const long InvariantRatioMax = 3_000_000_000_000_000_000;

    /// <summary>The least that an exit may multiply the invariant by, with 18 decimals.</summary>
    public const long InvariantRatioMin = 700_000_000_000_000_000;

    /// <summary>The product of the balances to the power of their weights, rounded down.</summary>
    /// <exception cref="ArgumentException">Not one balance for each weight, or a product of zero.</exception>
    public static Int128 Invariant(ReadOnlySpan<Int128> weights, ReadOnlySpan<Int128> balances)
    {
        if (weights.Length != balances.Length)
        {
            throw new ArgumentException($"{weights.Length} weights, {balances.Length} balances.", nameof(balances));
        }

        UInt256 product = FixedPoint.One;
        for (int i = 0; i < weights.Length; i++)
        {
            UInt256 factor = FixedPoint.PowDown((UInt256)balances[i], (UInt256)weights[i]);
            product = FixedPoint.MultiplyDown(product, factor);
        }

        return product.IsZero
            ? throw new ArgumentException("The product of the balances is zero.", nameof(balances))
            : (Int128)product;
    }

    /// <summary>What the pool pays for an amount, the fee already taken off: B (1 − (b / (b + a))^(w / W)), rounded down.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="SwapRatioMax"/> of the balance is paid in.</exception>
    public static Int128 AmountOut(
        Int128 balanceIn,
        Int128 weightIn,
        Int128 balanceOut,
        Int128 weightOut,
        Int128 amountIn
    )
    {
        UInt256 balance = (UInt256)balanceIn;
        UInt256 amount = (UInt256)amountIn;
        ThrowIfAbove(amount, FixedPoint.MultiplyDown(balance, SwapRatioMax), nameof(amountIn));
        UInt256 ratio = FixedPoint.DivideUp(balance, balance + amount);
        UInt256 exponent = FixedPoint.DivideDown((UInt256)weightIn, (UInt256)weightOut);
        UInt256 power = FixedPoint.PowUp(ratio, exponent);
        return (Int128)FixedPoint.MultiplyDown((UInt256)balanceOut, FixedPoint.Complement(power));
    }

    /// <summary>What must be paid in, before the fee is added: b ((B / (B − A))^(W / w) − 1), rounded up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="SwapRatioMax"/> of the balance is taken out.</exception>
    public static Int128 AmountIn(
        Int128 balanceIn,
        Int128 weightIn,
        Int128 balanceOut,
        Int128 weightOut,
        Int128 amountOut
    )
    {
        UInt256 balance = (UInt256)balanceOut;
        UInt256 amount = (UInt256)amountOut;
        ThrowIfAbove(amount, FixedPoint.MultiplyDown(balance, SwapRatioMax), nameof(amountOut));
        UInt256 ratio = FixedPoint.DivideUp(balance, balance - amount);
        UInt256 exponent = FixedPoint.DivideUp((UInt256)weightOut, (UInt256)weightIn);
        UInt256 power = FixedPoint.PowUp(ratio, exponent);
        return (Int128)FixedPoint.MultiplyUp((UInt256)balanceIn, power - FixedPoint.One);
    }

    /// <summary>What is left of an amount paid in when the fee, rounded up, is taken off.</summary>
    public static Int128 AfterFee(Int128 amountIn, Int128 fee) =>
        amountIn - (Int128)FixedPoint.MultiplyUp((UInt256)amountIn, (UInt256)fee);

    /// <summary>What must be paid in so that an amount is left after the fee, rounded up.</summary>
    public static Int128 BeforeFee(Int128 amountIn, Int128 fee) =>
        (Int128)FixedPoint.DivideUp((UInt256)amountIn, FixedPoint.Complement((UInt256)fee));

    internal static void ThrowIfAbove(UInt256 value, UInt256 valueMax, string name)
    {
        if (value > valueMax)
        {
            throw new ArgumentOutOfRangeException(name, value, $"At most {valueMax}.");
        }
    }
}
