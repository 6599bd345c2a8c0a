using System.Numerics;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>A plain congruence: the same numbers for the same seed.</summary>
internal sealed class Lcg(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Below two to the power of <paramref name="bits"/>.</summary>
    public BigInteger Next(int bits)
    {
        BigInteger number = BigInteger.Zero;
        for (int word = 0; word < 4; word++)
        {
            _state = unchecked((_state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407);
            number = (number << 32) + (_state >> 32);
        }

        return number & ((BigInteger.One << bits) - 1);
    }
}
