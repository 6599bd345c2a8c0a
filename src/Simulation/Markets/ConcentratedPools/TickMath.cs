using System.Numerics;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.ConcentratedPools;

/// <summary>Ticks and square roots of prices: tick t stands for the price 1.0001ᵗ of the first token in the second.</summary>
/// <remarks>
/// Square roots of prices are integers of 2⁻⁹⁶. Source: Uniswap v3-core 1.0.0, `TickMath`: the same numbers for every
/// tick, from factors that are computed here rather than listed, and the same tick for every price, by an estimate that
/// is settled in integers.
/// </remarks>
public static class TickMath
{
    public const int TickMax = 887_272;
    public const int TickMin = -TickMax;

    private const int BitCount = 20;
    private const int TableBitCount = 10;
    private const int TableMask = (1 << TableBitCount) - 1;

    // 2 / log₂ 1.0001: how many ticks double the root of the price.
    private const double TicksPerDoubling = 13863.636677062967;

    // How far the estimate may be off, with a thousandfold reserve.
    private const double Margin = 0.01;

    // 2¹²⁸ × 1.0001^(−2ⁱ⁄²), to the nearest integer.
    private static readonly UInt128[] Factors = ComputeFactors();

    // Products of the factors of the ten lowest bits, rounded down after each; zero stands for one.
    private static readonly UInt128[] Products = ComputeProducts();

    /// <summary>The root of the price at the lowest tick.</summary>
    public static readonly UInt256 SqrtPriceMin = SqrtPriceAt(TickMin);

    /// <summary>The root of the price at the highest tick, which no pool reaches.</summary>
    public static readonly UInt256 SqrtPriceMax = SqrtPriceAt(TickMax);

    /// <summary>The root of a tick's price in 2⁻⁹⁶, rounded up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a tick.</exception>
    public static UInt256 SqrtPriceAt(int tick)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tick, TickMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tick, TickMax);
        int size = Math.Abs(tick);
        if (size == 0)
        {
            return UInt256.One << 96;
        }

        UInt128 ratio = Products[size & TableMask];
        for (int bit = TableBitCount; bit < BitCount; bit++)
        {
            ratio = (size >> bit & 1) == 0 ? ratio : Times(ratio, Factors[bit]);
        }

        UInt256 wide = tick < 0 ? ratio : UInt256.MaxValue / ratio;
        UInt256 price = wide >> 32;
        return (uint)(wide.Low & uint.MaxValue) == 0 ? price : price + 1;
    }

    /// <summary>The highest tick whose price is not above the given one.</summary>
    /// <param name="sqrtPrice">The root of a price in 2⁻⁹⁶.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Below <see cref="SqrtPriceMin"/>, or not below <see cref="SqrtPriceMax"/>.
    /// </exception>
    public static int TickAt(UInt256 sqrtPrice)
    {
        if (sqrtPrice < SqrtPriceMin || sqrtPrice >= SqrtPriceMax)
        {
            throw new ArgumentOutOfRangeException(nameof(sqrtPrice), sqrtPrice, "No tick has this price.");
        }

        double estimate = (Math.Log2((double)sqrtPrice) - 96) * TicksPerDoubling;
        int tick = (int)Math.Floor(estimate);
        double part = estimate - tick;
        if (part < Margin)
        {
            return tick <= TickMin || SqrtPriceAt(tick) <= sqrtPrice ? Math.Max(tick, TickMin) : tick - 1;
        }

        return part > 1 - Margin && SqrtPriceAt(tick + 1) <= sqrtPrice ? tick + 1 : tick;
    }

    private static UInt128 Times(UInt128 ratio, UInt128 factor) =>
        ratio == 0 ? factor : UInt256.Multiply(ratio, factor).High;

    private static UInt128[] ComputeFactors()
    {
        // Fixed point with 512 bits: the root of 10000/10001, then squares of it.
        const int Bits = 512;
        UInt128[] factors = new UInt128[BitCount];
        BigInteger power = Root((BigInteger.One << (2 * Bits)) * 10_000 / 10_001);
        for (int bit = 0; bit < BitCount; bit++)
        {
            factors[bit] = (UInt128)((power + (BigInteger.One << (Bits - 129))) >> (Bits - 128));
            power = (power * power) >> Bits;
        }

        return factors;
    }

    private static UInt128[] ComputeProducts()
    {
        UInt128[] products = new UInt128[TableMask + 1];
        for (int size = 1; size < products.Length; size++)
        {
            int highest = BitOperations.Log2((uint)size);
            products[size] = Times(products[size - (1 << highest)], Factors[highest]);
        }

        return products;
    }

    private static BigInteger Root(BigInteger square)
    {
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        for (BigInteger next = (root + (square / root)) >> 1; next < root; next = (root + (square / root)) >> 1)
        {
            root = next;
        }

        return root;
    }
}
