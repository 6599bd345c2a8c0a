using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Souk.Simulation.Numerics;

/// <summary>Philox4x32-10 for four agents at once, with the bits of <see cref="Philox4x32.Block"/>.</summary>
/// <remarks>
/// A word lies in the lower half of a 64-bit lane, where the hardware multiplies 32 by 32 bits without a shuffle; what
/// the upper half gathers is ignored. Without AVX2 nothing is done here and the caller goes on one agent at a time.
/// </remarks>
internal readonly ref struct PhiloxLanes
{
    private const int Width = 4;
    private const ulong LowWord = 0xFFFFFFFF;
    private const ulong TwoTo52Bits = 0x4330000000000000;
    private const double TwoTo52LessHalf = 4503599627370495.5;
    private const double Resolution = 1.0 / (1L << 52);

    private readonly Vector256<uint> _key0;
    private readonly Vector256<uint> _key1;
    private readonly Vector256<uint> _step;
    private readonly Vector256<uint> _kind;
    private readonly Vector256<uint> _draw;

    public PhiloxLanes(uint key0, uint key1, uint step, uint kind, uint draw)
    {
        _key0 = Vector256.Create(key0);
        _key1 = Vector256.Create(key1);
        _step = Vector256.Create(step);
        _kind = Vector256.Create(kind);
        _draw = Vector256.Create(draw);
    }

    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Writes whole groups of agents from <paramref name="agent"/>; the second uniform only if wanted.</summary>
    /// <returns>How many agents are done.</returns>
    public int FillUniforms(uint agent, Span<double> first, Span<double> second)
    {
        int done = 0;
        for (; done <= first.Length - Width; done += Width)
        {
            Lanes lanes = Rounds(agent + (uint)done);
            Uniform(lanes.Word0, lanes.Word1).CopyTo(first[done..]);
            if (!second.IsEmpty)
            {
                Uniform(lanes.Word2, lanes.Word3).CopyTo(second[done..]);
            }
        }

        return done;
    }

    /// <summary>Writes the blocks of whole groups of agents from <paramref name="agent"/>.</summary>
    /// <returns>How many agents are done.</returns>
    public int FillBlocks(uint agent, Span<RandomBlock> blocks)
    {
        Span<ulong> halves = MemoryMarshal.Cast<RandomBlock, ulong>(blocks);
        int done = 0;
        for (; done <= blocks.Length - Width; done += Width)
        {
            Lanes lanes = Rounds(agent + (uint)done);
            Vector256<ulong> first = Pair(lanes.Word1, lanes.Word0);
            Vector256<ulong> second = Pair(lanes.Word3, lanes.Word2);

            // Agents 0 and 2, agents 1 and 3; then in order.
            Vector256<ulong> even = Avx2.UnpackLow(first, second);
            Vector256<ulong> odd = Avx2.UnpackHigh(first, second);
            Avx2.Permute2x128(even, odd, 0x20).CopyTo(halves[(2 * done)..]);
            Avx2.Permute2x128(even, odd, 0x31).CopyTo(halves[((2 * done) + Width)..]);
        }

        return done;
    }

    private Lanes Rounds(uint agent)
    {
        Vector256<uint> counter0 = (Vector256.Create((ulong)agent) + Vector256.Create(0UL, 1, 2, 3)).AsUInt32();
        Vector256<uint> counter1 = _step;
        Vector256<uint> counter2 = _kind;
        Vector256<uint> counter3 = _draw;
        Vector256<uint> key0 = _key0;
        Vector256<uint> key1 = _key1;
        for (int round = 0; round < Philox4x32.RoundCount; round++)
        {
            Vector256<ulong> product0 = Avx2.Multiply(counter0, Vector256.Create((uint)Philox4x32.Multiplier0));
            Vector256<ulong> product1 = Avx2.Multiply(counter2, Vector256.Create((uint)Philox4x32.Multiplier1));
            counter0 = (product1 >>> 32).AsUInt32() ^ counter1 ^ key0;
            counter2 = (product0 >>> 32).AsUInt32() ^ counter3 ^ key1;
            counter1 = product1.AsUInt32();
            counter3 = product0.AsUInt32();
            key0 += Vector256.Create(Philox4x32.Weyl0);
            key1 += Vector256.Create(Philox4x32.Weyl1);
        }

        return new Lanes(counter0.AsUInt64(), counter1.AsUInt64(), counter2.AsUInt64(), counter3.AsUInt64());
    }

    // The upper 52 of 64 bits in the mantissa of 2^52, less 2^52, plus a half: exact, as in RandomBlock.
    private static Vector256<double> Uniform(Vector256<ulong> high, Vector256<ulong> low)
    {
        Vector256<ulong> bits = (high & Vector256.Create(LowWord)) << 20 | (low & Vector256.Create(LowWord)) >>> 12;
        Vector256<double> shifted = (bits | Vector256.Create(TwoTo52Bits)).AsDouble();
        return (shifted - Vector256.Create(TwoTo52LessHalf)) * Resolution;
    }

    private static Vector256<ulong> Pair(Vector256<ulong> high, Vector256<ulong> low) =>
        (high << 32) | (low & Vector256.Create(LowWord));

    private readonly record struct Lanes(
        Vector256<ulong> Word0,
        Vector256<ulong> Word1,
        Vector256<ulong> Word2,
        Vector256<ulong> Word3
    );
}
