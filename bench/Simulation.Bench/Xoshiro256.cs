using System.Numerics;

namespace Souk.Simulation.Bench;

/// <summary>xoshiro256** of Blackman and Vigna (ACM TOMS 47(4), 2021): a fast generator with a state, as a rival.</summary>
internal sealed class Xoshiro256
{
    private ulong _a = 1;
    private ulong _b = 2;
    private ulong _c = 3;
    private ulong _d = 4;

    public ulong Next()
    {
        unchecked
        {
            ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
            ulong shifted = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= shifted;
            _d = BitOperations.RotateLeft(_d, 45);
            return result;
        }
    }
}
