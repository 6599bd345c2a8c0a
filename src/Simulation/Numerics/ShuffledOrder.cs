using System.Numerics;
using System.Runtime.Intrinsics;

namespace Souk.Simulation.Numerics;

/// <summary>A random order of 0 to n − 1 that is computed, not stored: places can be asked for in blocks.</summary>
/// <remarks>
/// A keyed bijection of the smallest power of two that holds n, from which the numbers of n and above are left out.
/// Each round adds a key bit by bit, multiplies by an odd number and folds the upper half into the lower, all modulo the
/// power of two; each of these can be undone, so nothing appears twice. It is one of 2^256 orders rather than of all n!,
/// which tests of positions and of pairs do not tell from a true shuffle.
/// </remarks>
public readonly struct ShuffledOrder
{
    /// <summary>Places that one call fills at most.</summary>
    public const int BlockMax = 1_024;

    private const int Lanes = 8;

    private readonly RandomBlock _keys;
    private readonly RandomBlock _factors;
    private readonly uint _mask;
    private readonly int _shift;

    /// <param name="random">Of a run.</param>
    /// <param name="kind">What the order is for.</param>
    /// <param name="step">Each step has an order of its own.</param>
    /// <param name="count">1 to 2^30.</param>
    public ShuffledOrder(RandomStream random, DrawKind kind, int step, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1 << 30);
        Count = count;
        _mask = BitOperations.RoundUpToPowerOf2((uint)Math.Max(count, Lanes)) - 1;
        _shift = (BitOperations.PopCount(_mask) + 1) / 2;
        _keys = random.Draw(kind, agent: 0, step);
        _factors = random.Draw(kind, agent: 0, step, draw: 1);
    }

    public int Count { get; }

    /// <summary>How many inputs there are; ask for the places of all of them, block by block.</summary>
    public int Inputs => (int)_mask + 1;

    /// <summary>Writes the places of inputs <paramref name="first"/> to <paramref name="first"/> + <see cref="BlockMax"/> − 1.</summary>
    /// <param name="places">At least <see cref="BlockMax"/> long.</param>
    /// <returns>How many were written: inputs beyond the count have no place.</returns>
    public int Fill(int first, Span<int> places)
    {
        int end = Math.Min(first + BlockMax, Inputs);
        Span<int> target = places[..BlockMax];
        Vector256<uint> input = Vector256.CreateSequence((uint)first, 1u);
        int written = 0;
        for (int i = first; i < end; i += Lanes)
        {
            Vector256<int> mixed = Mixed(input).AsInt32();
            for (int lane = 0; lane < Lanes; lane++)
            {
                int place = mixed[lane];
                target[written] = place;
                written += place < Count ? 1 : 0;
            }

            input += Vector256.Create((uint)Lanes);
        }

        return written;
    }

    private Vector256<uint> Mixed(Vector256<uint> x)
    {
        x = Round(x, _keys.Word0, _factors.Word0);
        x = Round(x, _keys.Word1, _factors.Word1);
        x = Round(x, _keys.Word2, _factors.Word2);
        return Round(x, _keys.Word3, _factors.Word3);
    }

    private Vector256<uint> Round(Vector256<uint> x, uint key, uint factor)
    {
        unchecked
        {
            Vector256<uint> mask = Vector256.Create(_mask);
            x = (x ^ Vector256.Create(key)) & mask;
            x = (x * Vector256.Create(factor | 1)) & mask;
            return x ^ (x >>> _shift);
        }
    }
}
