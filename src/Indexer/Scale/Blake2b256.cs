using System.Buffers.Binary;
using System.Numerics;

namespace Souk.Indexer.Scale;

/// <summary>BLAKE2b with 32 bytes and without a key: Substrate's hash of headers.</summary>
/// <remarks>Source: RFC 7693.</remarks>
internal static class Blake2b256
{
    private const int BlockByteCount = 128;
    private const int HashByteCount = 32;
    private const int RoundCount = 12;

    private static readonly ulong[] Start =
    [
        0x6a09e667f3bcc908,
        0xbb67ae8584caa73b,
        0x3c6ef372fe94f82b,
        0xa54ff53a5f1d36f1,
        0x510e527fade682d1,
        0x9b05688c2b3e6c1f,
        0x1f83d9abfb41bd6b,
        0x5be0cd19137e2179,
    ];

    /// <summary>Sixteen words of a message, in the order of each of ten rounds; the first two come again.</summary>
    private static readonly byte[] Order = Convert.FromHexString(
        "000102030405060708090a0b0c0d0e0f"
            + "0e0a0408090f0d06010c00020b070503"
            + "0b080c0005020f0d0a0e030607010904"
            + "070903010d0c0b0e0206050a04000f08"
            + "0900050702040a0f0e010b0c0608030d"
            + "020c060a000b0803040d07050f0e0109"
            + "0c05010f0e0d040a000706030902080b"
            + "0d0b070e0c01030905000f040806020a"
            + "060f0e090b0300080c020d0701040a05"
            + "0a020804070601050f0b090e030c0d00"
    );

    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        Span<ulong> state = stackalloc ulong[8];
        Start.CopyTo(state);
        state[0] ^= 0x01010000 ^ HashByteCount;
        Span<byte> last = stackalloc byte[BlockByteCount];
        ulong count = 0;
        while (data.Length > BlockByteCount)
        {
            count += BlockByteCount;
            Compress(state, data[..BlockByteCount], count, isLast: false);
            data = data[BlockByteCount..];
        }

        last.Clear();
        data.CopyTo(last);
        Compress(state, last, count + (ulong)data.Length, isLast: true);
        byte[] hash = new byte[HashByteCount];
        for (int word = 0; word < HashByteCount / sizeof(ulong); word++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(hash.AsSpan(word * sizeof(ulong)), state[word]);
        }

        return hash;
    }

    private static void Compress(Span<ulong> state, ReadOnlySpan<byte> block, ulong count, bool isLast)
    {
        Span<ulong> message = stackalloc ulong[16];
        for (int word = 0; word < message.Length; word++)
        {
            message[word] = BinaryPrimitives.ReadUInt64LittleEndian(block[(word * sizeof(ulong))..]);
        }

        Span<ulong> v = stackalloc ulong[16];
        state.CopyTo(v);
        Start.CopyTo(v[8..]);
        v[12] ^= count;
        v[14] ^= isLast ? ulong.MaxValue : 0;
        for (int round = 0; round < RoundCount; round++)
        {
            ReadOnlySpan<byte> order = Order.AsSpan(round % 10 * 16, 16);
            for (int column = 0; column < 4; column++)
            {
                Mix(
                    v,
                    column,
                    column + 4,
                    column + 8,
                    column + 12,
                    message[order[2 * column]],
                    message[order[2 * column + 1]]
                );
            }

            for (int column = 0; column < 4; column++)
            {
                Mix(
                    v,
                    column,
                    4 + ((column + 1) & 3),
                    8 + ((column + 2) & 3),
                    12 + ((column + 3) & 3),
                    message[order[8 + (2 * column)]],
                    message[order[9 + (2 * column)]]
                );
            }
        }

        for (int word = 0; word < state.Length; word++)
        {
            state[word] ^= v[word] ^ v[word + 8];
        }
    }

    private static void Mix(Span<ulong> v, int a, int b, int c, int d, ulong x, ulong y)
    {
        unchecked
        {
            v[a] = v[a] + v[b] + x;
            v[d] = BitOperations.RotateRight(v[d] ^ v[a], 32);
            v[c] += v[d];
            v[b] = BitOperations.RotateRight(v[b] ^ v[c], 24);
            v[a] = v[a] + v[b] + y;
            v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
            v[c] += v[d];
            v[b] = BitOperations.RotateRight(v[b] ^ v[c], 63);
        }
    }
}
