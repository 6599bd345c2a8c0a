using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Souk.Indexer.Decoding;

/// <summary>Ethereum's Keccak-256: the original Keccak padding (0x01), not the one NIST standardised as SHA3-256.
/// </summary>
/// <remarks>Source: "The Keccak reference", version 3.0, sections 1.2 and 2.3 (lanes are little-endian).</remarks>
public static class Keccak256
{
    public const int HashByteCount = 32;

    private const int RateByteCount = 136;
    private const int LaneCount = 25;

    private static ReadOnlySpan<ulong> RoundConstants =>
        [
            0x0000000000000001,
            0x0000000000008082,
            0x800000000000808A,
            0x8000000080008000,
            0x000000000000808B,
            0x0000000080000001,
            0x8000000080008081,
            0x8000000000008009,
            0x000000000000008A,
            0x0000000000000088,
            0x0000000080008009,
            0x000000008000000A,
            0x000000008000808B,
            0x800000000000008B,
            0x8000000000008089,
            0x8000000000008003,
            0x8000000000008002,
            0x8000000000000080,
            0x000000000000800A,
            0x800000008000000A,
            0x8000000080008081,
            0x8000000000008080,
            0x0000000080000001,
            0x8000000080008008,
        ];

    public static byte[] Hash(string utf8) => Hash(Encoding.UTF8.GetBytes(utf8));

    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        byte[] hash = new byte[HashByteCount];
        Hash(data, hash);
        return hash;
    }

    /// <summary>Writes the hash to the first 32 bytes of <paramref name="hash32"/>.</summary>
    /// <exception cref="ArgumentException">Fewer than 32 bytes to write to.</exception>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> hash32)
    {
        if (hash32.Length < HashByteCount)
        {
            throw new ArgumentException($"A hash needs {HashByteCount} bytes, not {hash32.Length}.", nameof(hash32));
        }

        Span<ulong> state = stackalloc ulong[LaneCount];
        state.Clear();
        while (data.Length >= RateByteCount)
        {
            Absorb(state, data[..RateByteCount]);
            data = data[RateByteCount..];
        }

        Span<byte> last = stackalloc byte[RateByteCount];
        last.Clear();
        data.CopyTo(last);
        last[data.Length] = 0x01;
        last[^1] |= 0x80;
        Absorb(state, last);
        for (int lane = 0; lane < HashByteCount / sizeof(ulong); lane++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(hash32[(lane * sizeof(ulong))..], state[lane]);
        }
    }

    private static void Absorb(Span<ulong> state, ReadOnlySpan<byte> block)
    {
        for (int lane = 0; lane < RateByteCount / sizeof(ulong); lane++)
        {
            state[lane] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(lane * sizeof(ulong))..]);
        }

        Span<ulong> other = stackalloc ulong[LaneCount];
        for (int round = 0; round < RoundConstants.Length; round += 2)
        {
            Round(state, other, RoundConstants[round]);
            Round(other, state, RoundConstants[round + 1]);
        }
    }

    /// <summary>Theta, then rho, pi and chi one row of the result at a time, then iota.</summary>
    private static void Round(ReadOnlySpan<ulong> a, Span<ulong> next, ulong roundConstant)
    {
        // One check each lets the JIT drop the check of every constant index below.
        a = a[..LaneCount];
        next = next[..LaneCount];

        ulong c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
        ulong c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
        ulong c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
        ulong c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
        ulong c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
        ulong d0 = c4 ^ Rotate(c1, 1);
        ulong d1 = c0 ^ Rotate(c2, 1);
        ulong d2 = c1 ^ Rotate(c3, 1);
        ulong d3 = c2 ^ Rotate(c4, 1);
        ulong d4 = c3 ^ Rotate(c0, 1);

        // csharpier-ignore-start
        Chi(next[..5], a[0] ^ d0, Rotate(a[6] ^ d1, 44), Rotate(a[12] ^ d2, 43), Rotate(a[18] ^ d3, 21), Rotate(a[24] ^ d4, 14));
        Chi(next[5..10], Rotate(a[3] ^ d3, 28), Rotate(a[9] ^ d4, 20), Rotate(a[10] ^ d0, 3), Rotate(a[16] ^ d1, 45), Rotate(a[22] ^ d2, 61));
        Chi(next[10..15], Rotate(a[1] ^ d1, 1), Rotate(a[7] ^ d2, 6), Rotate(a[13] ^ d3, 25), Rotate(a[19] ^ d4, 8), Rotate(a[20] ^ d0, 18));
        Chi(next[15..20], Rotate(a[4] ^ d4, 27), Rotate(a[5] ^ d0, 36), Rotate(a[11] ^ d1, 10), Rotate(a[17] ^ d2, 15), Rotate(a[23] ^ d3, 56));
        Chi(next[20..25], Rotate(a[2] ^ d2, 62), Rotate(a[8] ^ d3, 55), Rotate(a[14] ^ d4, 39), Rotate(a[15] ^ d0, 41), Rotate(a[21] ^ d1, 2));
        // csharpier-ignore-end
        next[0] ^= roundConstant;
    }

    private static void Chi(Span<ulong> row, ulong b0, ulong b1, ulong b2, ulong b3, ulong b4)
    {
        row[4] = b4 ^ (~b0 & b1);
        row[3] = b3 ^ (~b4 & b0);
        row[2] = b2 ^ (~b3 & b4);
        row[1] = b1 ^ (~b2 & b3);
        row[0] = b0 ^ (~b1 & b2);
    }

    private static ulong Rotate(ulong lane, int bits) => BitOperations.RotateLeft(lane, bits);
}
