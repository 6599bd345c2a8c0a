using System.Globalization;
using System.Numerics;

namespace Souk.DuckDb.Types;

/// <summary>A DECIMAL exactly as DuckDB stores it: <paramref name="Unscaled"/> × 10^−<paramref name="Scale"/>.
/// <see cref="decimal"/> holds 28 digits only.</summary>
/// <param name="Unscaled">The digits as an integer, less than 10^Width in size.</param>
/// <param name="Width">Digits in total, 1 to 38.</param>
/// <param name="Scale">Digits after the point, 0 to Width.</param>
public readonly record struct DuckDBDecimal(Int128 Unscaled, byte Width, byte Scale)
{
    public const int WidthMax = 38;

    /// <summary>The narrowest DECIMAL that holds the value with all its digits.</summary>
    public static DuckDBDecimal From(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        Int128 digits = new((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        byte scale = (byte)((bits[3] >> 16) & 0xFF);
        int width = Math.Max(digits.ToString(CultureInfo.InvariantCulture).Length, Math.Max((int)scale, 1));
        return new DuckDBDecimal(bits[3] < 0 ? -digits : digits, checked((byte)width), scale);
    }

    /// <summary>The same number written with more digits after the point.</summary>
    /// <exception cref="OverflowException">More than 38 digits, or digits would be lost.</exception>
    public DuckDBDecimal Rescale(byte width, byte scale)
    {
        Int128 unscaled = Unscaled;
        for (int digit = Scale; digit < scale; digit++)
        {
            unscaled = checked(unscaled * 10);
        }

        for (int digit = scale; digit < Scale; digit++)
        {
            (Int128 quotient, Int128 remainder) = Int128.DivRem(unscaled, 10);
            unscaled = remainder == 0 ? quotient : throw new OverflowException();
        }

        return BigInteger.Abs(unscaled) < BigInteger.Pow(10, width)
            ? new DuckDBDecimal(unscaled, width, scale)
            : throw new OverflowException();
    }

    /// <exception cref="OverflowException">More digits than <see cref="decimal"/> holds; never rounds.</exception>
    public decimal ToDecimal()
    {
        Int128 digits = Unscaled;
        byte scale = Scale;
        while (scale > 28 || (scale > 0 && Int128.Abs(digits) > (Int128)decimal.MaxValue))
        {
            (Int128 quotient, Int128 remainder) = Int128.DivRem(digits, 10);
            digits = remainder == 0 ? quotient : throw new OverflowException();
            scale--;
        }

        UInt128 size = (UInt128)Int128.Abs(digits);
        if (size >> 96 != 0)
        {
            throw new OverflowException();
        }

        return new decimal(
            unchecked((int)size),
            unchecked((int)(size >> 32)),
            unchecked((int)(size >> 64)),
            isNegative: digits < 0,
            scale
        );
    }

    public override string ToString()
    {
        string digits = Int128.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        string point = Scale == 0 ? "" : ".";
        return (Unscaled < 0 ? "-" : "") + digits[..^Scale] + point + digits[^Scale..];
    }
}
