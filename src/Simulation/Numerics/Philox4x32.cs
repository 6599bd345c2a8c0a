namespace Souk.Simulation.Numerics;

/// <summary>The counter-based generator Philox4x32-10: 128 counter bits and 64 key bits give 128 random bits.</summary>
/// <remarks>
/// A pure function without state, so that any draw can be computed by any thread in any order. Source: Salmon, Moraes,
/// Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011; known answers from Random123 `tests/kat_vectors`.
/// </remarks>
public static class Philox4x32
{
    internal const int RoundCount = 10;
    internal const ulong Multiplier0 = 0xD2511F53;
    internal const ulong Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9;
    internal const uint Weyl1 = 0xBB67AE85;

    public static RandomBlock Block(uint key0, uint key1, uint counter0, uint counter1, uint counter2, uint counter3)
    {
        unchecked
        {
            for (int round = 0; round < RoundCount; round++)
            {
                ulong product0 = Multiplier0 * counter0;
                ulong product1 = Multiplier1 * counter2;
                counter0 = (uint)(product1 >> 32) ^ counter1 ^ key0;
                counter2 = (uint)(product0 >> 32) ^ counter3 ^ key1;
                counter1 = (uint)product1;
                counter3 = (uint)product0;
                key0 += Weyl0;
                key1 += Weyl1;
            }

            return new RandomBlock(counter0, counter1, counter2, counter3);
        }
    }
}
