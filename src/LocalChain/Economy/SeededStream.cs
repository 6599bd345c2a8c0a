using System.Buffers.Binary;
using Souk.Indexer.Decoding;

namespace Souk.LocalChain.Economy;

/// <summary>Random numbers that are a pure function of seed, purpose and position (SplitMix64).</summary>
/// <remarks>One stream per script: a draw more in one script changes no other. Source: Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators", OOPSLA 2014.</remarks>
internal sealed class SeededStream
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong _state;

    public SeededStream(ulong seed, string purpose)
    {
        _state = Mix(seed) ^ BinaryPrimitives.ReadUInt64BigEndian(Keccak256.Hash(purpose));
    }

    /// <summary>From 0 to <paramref name="bound"/> − 1. The bias of the modulus is below 2⁻⁴⁰ for bounds used here.
    /// </summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        return (int)(Next() % (ulong)bound);
    }

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + Below(high - low + 1);

    public bool Chance(int perMille) => Below(1000) < perMille;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public ulong Next()
    {
        unchecked
        {
            _state += GoldenGamma;
        }

        return Mix(_state);
    }

    private static ulong Mix(ulong word)
    {
        unchecked
        {
            word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9;
            word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
            return word ^ (word >> 31);
        }
    }
}
