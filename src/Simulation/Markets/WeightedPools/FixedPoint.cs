using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets.WeightedPools;

/// <summary>Numbers with 18 decimals, rounded the way the caller says.</summary>
/// <remarks>
/// Source: Balancer v2, `FixedPoint` of solidity-utils (316ded0). A power is off by less than one part in 10¹⁴, and that
/// much is taken off (or added) so that it is never above (or below) the true value. Results that exceed 256 bits throw.
/// </remarks>
internal static class FixedPoint
{
    private const ulong Scale = 1_000_000_000_000_000_000;
    private const ulong PowErrorMax = 10_000;

    public static UInt256 One => Scale;

    public static UInt256 MultiplyDown(UInt256 a, UInt256 b) => a * b / Scale;

    public static UInt256 MultiplyUp(UInt256 a, UInt256 b) => UInt256.DivideUp(a * b, Scale);

    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static UInt256 DivideDown(UInt256 a, UInt256 b) => a * Scale / b;

    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public static UInt256 DivideUp(UInt256 a, UInt256 b) => UInt256.DivideUp(a * Scale, b);

    /// <summary>One minus a number; zero where the number is above one.</summary>
    public static UInt256 Complement(UInt256 x) => x < One ? One - x : UInt256.Zero;

    public static UInt256 PowDown(UInt256 x, UInt256 y)
    {
        if (y == One)
        {
            return x;
        }

        if (y == 2 * One)
        {
            return MultiplyDown(x, x);
        }

        if (y == 4 * One)
        {
            UInt256 square = MultiplyDown(x, x);
            return MultiplyDown(square, square);
        }

        UInt256 power = LogExpMath.Pow(x, y);
        UInt256 error = ErrorOf(power);
        return power < error ? UInt256.Zero : power - error;
    }

    public static UInt256 PowUp(UInt256 x, UInt256 y)
    {
        if (y == One)
        {
            return x;
        }

        if (y == 2 * One)
        {
            return MultiplyUp(x, x);
        }

        if (y == 4 * One)
        {
            UInt256 square = MultiplyUp(x, x);
            return MultiplyUp(square, square);
        }

        UInt256 power = LogExpMath.Pow(x, y);
        return power + ErrorOf(power);
    }

    private static UInt256 ErrorOf(UInt256 power) => MultiplyUp(power, PowErrorMax) + UInt256.One;
}
