using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.ConcentratedPools;

/// <summary>Fees of both tokens for each unit of liquidity since the beginning, in 2⁻¹²⁸ base units, modulo 2²⁵⁶.</summary>
/// <remarks>Only differences mean anything, and they survive the wrap: the contract counts so too.</remarks>
public readonly record struct FeeGrowth(UInt256 Token0, UInt256 Token1)
{
    public static FeeGrowth operator -(FeeGrowth left, FeeGrowth right) =>
        new(UInt256.WrappingSubtract(left.Token0, right.Token0), UInt256.WrappingSubtract(left.Token1, right.Token1));

    /// <summary>What a fee adds for each unit, rounded down.</summary>
    internal static UInt256 Of(UInt256 fee, UInt128 liquidity) =>
        UInt256.MultiplyDivide(fee, UInt256.One << 128, liquidity);

    /// <summary>The fees of a liquidity since an earlier growth, rounded down.</summary>
    /// <exception cref="OverflowException">They exceed 127 bits.</exception>
    internal (Int128 Token0, Int128 Token1) Since(FeeGrowth earlier, UInt128 liquidity)
    {
        FeeGrowth grown = this - earlier;
        return (Fees(grown.Token0, liquidity), Fees(grown.Token1, liquidity));
    }

    private static Int128 Fees(UInt256 growth, UInt128 liquidity) =>
        (Int128)UInt256.MultiplyDivide(growth, liquidity, UInt256.One << 128);
}
