using System.Numerics;

namespace Souk.DuckDb.Types;

/// <summary>How DuckDB stores a BIGNUM: three header bytes, then the big-endian magnitude. The header is the number
/// of magnitude bytes with the top bit set; every bit of a negative number, header included, is flipped, so that
/// bytes sort as numbers.</summary>
internal static class BigNum
{
    private const int HeaderLength = 3;
    private const int MagnitudeLengthMax = 0x7FFFFF;

    public static byte[] Encode(BigInteger value)
    {
        byte[] magnitude = BigInteger.Abs(value).ToByteArray(isUnsigned: true, isBigEndian: true);
        if (magnitude.Length > MagnitudeLengthMax)
        {
            throw new OverflowException($"A BIGNUM has at most {MagnitudeLengthMax} bytes, not {magnitude.Length}.");
        }

        int header = magnitude.Length | 0x800000;
        byte[] stored = [(byte)(header >> 16), (byte)((header >> 8) & 0xFF), (byte)(header & 0xFF), .. magnitude];
        if (value.Sign < 0)
        {
            Flip(stored);
        }

        return stored;
    }

    public static BigInteger Decode(ReadOnlySpan<byte> stored)
    {
        bool isNegative = (stored[0] & 0x80) == 0;
        byte[] magnitude = stored[HeaderLength..].ToArray();
        if (isNegative)
        {
            Flip(magnitude);
        }

        BigInteger size = new(magnitude, isUnsigned: true, isBigEndian: true);
        return isNegative ? -size : size;
    }

    private static void Flip(Span<byte> bytes)
    {
        foreach (ref byte part in bytes)
        {
            part ^= 0xFF;
        }
    }
}
