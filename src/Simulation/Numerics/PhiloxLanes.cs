using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Souk.Simulation.Numerics;

/// <summary>Philox4x32-10 for eight neighbouring agents at once, with the bits that <see cref="Philox4x32"/> gives for each.</summary>
internal static class PhiloxLanes
{
    public const int LaneCount = 8;

    private const int RoundCount = 10;
    private const ulong FractionBits = (1UL << 52) - 1;
    private const ulong One = 0x3FF0000000000000;
    private const double HalfStep = 1.0 / (1L << 53);

    /// <summary>Whether this machine can; the others draw agent by agent, with equal results.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Both uniforms of each of eight agents.</summary>
    /// <param name="agent">The first of them.</param>
    public static void Fill(
        uint key0,
        uint key1,
        uint agent,
        uint counter1,
        uint counter2,
        uint counter3,
        Span<double> first,
        Span<double> second
    )
    {
        unchecked
        {
            Vector256<uint> c0 = Vector256.Create(agent) + Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
            Vector256<uint> c1 = Vector256.Create(counter1);
            Vector256<uint> c2 = Vector256.Create(counter2);
            Vector256<uint> c3 = Vector256.Create(counter3);
            for (int round = 0; round < RoundCount; round++)
            {
                Multiply(
                    c0,
                    Vector256.Create(Philox4x32.Multiplier0),
                    out Vector256<uint> high0,
                    out Vector256<uint> low0
                );
                Multiply(
                    c2,
                    Vector256.Create(Philox4x32.Multiplier1),
                    out Vector256<uint> high1,
                    out Vector256<uint> low1
                );
                c0 = high1 ^ c1 ^ Vector256.Create(key0);
                c2 = high0 ^ c3 ^ Vector256.Create(key1);
                c1 = low1;
                c3 = low0;
                key0 += Philox4x32.Weyl0;
                key1 += Philox4x32.Weyl1;
            }

            Uniforms(c0, c1, first);
            Uniforms(c2, c3, second);
        }
    }

    // Even and odd lanes have 64-bit products of their own.
    private static void Multiply(
        Vector256<uint> counter,
        Vector256<uint> multiplier,
        out Vector256<uint> high,
        out Vector256<uint> low
    )
    {
        Vector256<uint> even = Avx2.Multiply(counter, multiplier).AsUInt32();
        Vector256<uint> odd = Avx2.Multiply(Shifted(counter), multiplier).AsUInt32();
        low = Avx2.Blend(even, Avx2.ShiftLeftLogical(odd.AsUInt64(), 32).AsUInt32(), 0b10101010);
        high = Avx2.Blend(Shifted(even), odd, 0b10101010);
    }

    private static Vector256<uint> Shifted(Vector256<uint> lanes) =>
        Avx2.ShiftRightLogical(lanes.AsUInt64(), 32).AsUInt32();

    // As RandomBlock does it: 26 bits of each word make the fraction of a number between 1 and 2; minus 1, plus half a step.
    private static void Uniforms(Vector256<uint> high, Vector256<uint> low, Span<double> uniforms)
    {
        (Vector256<ulong> highFirst, Vector256<ulong> highLast) = Vector256.Widen(high >> 6);
        (Vector256<ulong> lowFirst, Vector256<ulong> lowLast) = Vector256.Widen(low >> 6);
        Uniform((highFirst << 26) | lowFirst).CopyTo(uniforms);
        Uniform((highLast << 26) | lowLast).CopyTo(uniforms[4..]);
    }

    private static Vector256<double> Uniform(Vector256<ulong> bits) =>
        (bits & Vector256.Create(FractionBits) | Vector256.Create(One)).AsDouble()
        - Vector256.Create(1.0)
        + Vector256.Create(HalfStep);
}
