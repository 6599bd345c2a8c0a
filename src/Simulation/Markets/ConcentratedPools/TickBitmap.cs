using System.Numerics;

namespace Souk.Simulation.Markets.ConcentratedPools;

/// <summary>Which ticks have liquidity that starts or ends there: a bit for each tick of the spacing.</summary>
/// <remarks>
/// A search ends at the bounds of 256 bits, as in the contract: a swap rounds there, so the bounds are part of the rule.
/// Source: Uniswap v3-core 1.0.0, `TickBitmap`.
/// </remarks>
internal sealed class TickBitmap
{
    private const int LimbBits = 64;
    private const int WordBits = 256;
    private const int LimbsPerWord = WordBits / LimbBits;

    private readonly int _spacing;
    private readonly int _first;
    private readonly ulong[] _limbs;

    /// <exception cref="ArgumentOutOfRangeException">A spacing below 1 or above 16,383.</exception>
    public TickBitmap(int spacing)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spacing, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(spacing, 16_383);
        _spacing = spacing;
        int wordFirst = (TickMath.TickMin / spacing - 2) >> 8;
        int wordLast = (TickMath.TickMax / spacing + 2) >> 8;
        _first = wordFirst * WordBits;
        _limbs = new ulong[(wordLast - wordFirst + 1) * LimbsPerWord];
    }

    /// <summary>Sets a tick that was not set, or the other way round.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a multiple of the spacing.</exception>
    public void Flip(int tick)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tick % _spacing, 0);
        int bit = tick / _spacing - _first;
        _limbs[bit / LimbBits] ^= 1UL << (bit % LimbBits);
    }

    /// <summary>The next tick at or below (or above) the given one that is set, or the bound of its word.</summary>
    /// <param name="tick">Where the search begins.</param>
    /// <param name="isDown">At or below; otherwise above.</param>
    /// <param name="isSet">False where the search ended at the bound.</param>
    public int Next(int tick, bool isDown, out bool isSet)
    {
        int compressed = tick / _spacing;
        if (tick < 0 && tick % _spacing != 0)
        {
            compressed--;
        }

        int bit = compressed - _first;
        int found = isDown ? Down(bit, out isSet) : Up(bit + 1, out isSet);
        return (found + _first) * _spacing;
    }

    private int Down(int bit, out bool isSet)
    {
        int end = bit / WordBits * LimbsPerWord;
        ulong mask = ulong.MaxValue >> (LimbBits - 1 - (bit % LimbBits));
        for (int limb = bit / LimbBits; limb >= end; limb--, mask = ulong.MaxValue)
        {
            ulong set = _limbs[limb] & mask;
            if (set != 0)
            {
                isSet = true;
                return (limb * LimbBits) + BitOperations.Log2(set);
            }
        }

        isSet = false;
        return end * LimbBits;
    }

    private int Up(int bit, out bool isSet)
    {
        int end = ((bit / WordBits) + 1) * LimbsPerWord;
        ulong mask = ulong.MaxValue << (bit % LimbBits);
        for (int limb = bit / LimbBits; limb < end; limb++, mask = ulong.MaxValue)
        {
            ulong set = _limbs[limb] & mask;
            if (set != 0)
            {
                isSet = true;
                return (limb * LimbBits) + BitOperations.TrailingZeroCount(set);
            }
        }

        isSet = false;
        return (end * LimbBits) - 1;
    }
}
