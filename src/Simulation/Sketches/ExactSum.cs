using System.Globalization;
using System.Numerics;

namespace Souk.Simulation.Sketches;

/// <summary>The sum of doubles without any rounding, so that it does not depend on the order in which they came.</summary>
/// <remarks>
/// A double is an integer of 53 bits times a power of two. Those of 32 neighbouring powers share an integer of 128 bits:
/// it takes 2⁴² of them. A metric lives on two or three such bins.
/// </remarks>
public sealed class ExactSum
{
    private const int BinBits = 32;

    /// <summary>The power of two of the least positive double.</summary>
    private const int LeastPower = -1074;

    private const int MantissaBits = 52;

    private const long MantissaMask = (1L << MantissaBits) - 1;

    private int _firstBin;
    private Int128[] _bins = [];

    /// <exception cref="ArgumentException">Not a number, or infinite.</exception>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"{value} cannot be summed.", nameof(value));
        }

        if (value == 0)
        {
            return;
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> MantissaBits) & 0x7FF);
        long mantissa = exponent == 0 ? bits & MantissaMask : (bits & MantissaMask) | (1L << MantissaBits);
        (int bin, int shift) = Math.DivRem(Math.Max(exponent - 1, 0), BinBits);
        Int128 part = (Int128)mantissa << shift;
        Bin(bin) += bits < 0 ? -part : part;
    }

    public void Add(ExactSum other)
    {
        for (int i = 0; i < other._bins.Length; i++)
        {
            Bin(other._firstBin + i) += other._bins[i];
        }
    }

    /// <summary>The double nearest to the sum over <paramref name="count"/>, ties to even.</summary>
    /// <param name="count">At least 1.</param>
    public double Over(long count)
    {
        BigInteger sum = Units();
        if (sum.IsZero)
        {
            return 0;
        }

        // 128 bits more than a double holds, and a last bit that says whether there is a rest: the only rounding is the cast's.
        int up = (int)Math.Max(0, 192 - BigInteger.Abs(sum).GetBitLength());
        BigInteger quotient = BigInteger.DivRem(BigInteger.Abs(sum) << up, count, out BigInteger rest);
        quotient = (quotient << 1) | (rest.IsZero ? 0 : 1);
        double magnitude = Scale(quotient, LeastPower - up - 1);
        return sum.Sign < 0 ? -magnitude : magnitude;
    }

    /// <summary>An odd integer in hexadecimal, `p`, and the power of two by which it is multiplied; `0` for nothing.</summary>
    public override string ToString()
    {
        BigInteger sum = Units();
        if (sum.IsZero)
        {
            return "0";
        }

        BigInteger magnitude = BigInteger.Abs(sum);
        int zeros = (int)BigInteger.TrailingZeroCount(magnitude);
        string digits = (magnitude >> zeros).ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return string.Create(CultureInfo.InvariantCulture, $"{(sum.Sign < 0 ? "-" : "")}{digits}p{LeastPower + zeros}");
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">Something else.</exception>
    public static ExactSum Parse(string text)
    {
        ExactSum sum = new();
        if (text == "0")
        {
            return sum;
        }

        string[] halves = text.TrimStart('-').Split('p');
        BigInteger units = BigInteger.Parse("0" + halves[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        units <<= int.Parse(halves[1], CultureInfo.InvariantCulture) - LeastPower;
        bool isNegative = text.StartsWith('-');
        for (int bin = 0; !units.IsZero; bin++, units >>= BinBits)
        {
            long part = (long)(uint)(units & uint.MaxValue);
            if (part != 0)
            {
                sum.Bin(bin) += isNegative ? -part : part;
            }
        }

        return sum;
    }

    /// <summary>In units of the least positive double.</summary>
    private BigInteger Units()
    {
        BigInteger sum = BigInteger.Zero;
        for (int i = _bins.Length - 1; i >= 0; i--)
        {
            sum = (sum << BinBits) + (BigInteger)_bins[i];
        }

        return sum << (BinBits * _firstBin);
    }

    // BigInteger's own cast truncates; powers of two beyond a double's range are taken in two steps.
    private static double Scale(BigInteger value, int power)
    {
        int bits = (int)value.GetBitLength();
        int kept = Math.Min(53, bits + power - LeastPower);
        if (kept < 0)
        {
            return 0;
        }

        int dropped = Math.Max(0, bits - kept);
        BigInteger head = value >> dropped;
        BigInteger rest = value - (head << dropped);
        BigInteger half = dropped == 0 ? BigInteger.Zero : BigInteger.One << (dropped - 1);
        int order = dropped == 0 ? -1 : rest.CompareTo(half);
        head += order > 0 || (order == 0 && !head.IsEven) ? 1 : 0;
        return Math.ScaleB((double)(long)head, power + dropped);
    }

    private ref Int128 Bin(int bin)
    {
        if (_bins.Length == 0)
        {
            _firstBin = bin;
            _bins = new Int128[2];
        }

        int below = Math.Max(0, _firstBin - bin);
        int above = Math.Max(0, bin - _firstBin - _bins.Length + 1);
        if (below + above > 0)
        {
            Int128[] wider = new Int128[below + _bins.Length + above];
            _bins.CopyTo(wider, below);
            (_bins, _firstBin) = (wider, _firstBin - below);
        }

        return ref _bins[bin - _firstBin];
    }
}
