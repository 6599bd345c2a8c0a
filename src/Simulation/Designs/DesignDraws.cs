using Souk.Simulation.Numerics;

namespace Souk.Simulation.Designs;

/// <summary>Random words of designs: keyed apart from those of runs, so that a design has no influence on luck.</summary>
internal static class DesignDraws
{
    /// <summary>The second word of the key, where runs have their replicate; no run has that many.</summary>
    private const uint Key = 0xDE516E5;

    public static uint Word(uint seed, int row, int draw) => Block(seed, row, draw).Word0;

    /// <summary>A number in (0, 1).</summary>
    public static double Uniform(uint seed, int row, int draw) => Block(seed, row, draw).First;

    /// <summary>A random order of 0 to count − 1 (Durstenfeld).</summary>
    public static int[] Order(uint seed, int row, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int last = count - 1; last > 0; last--)
        {
            int other = (int)(Uniform(seed, row, last) * (last + 1));
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }

    private static RandomBlock Block(uint seed, int row, int draw) =>
        Philox4x32.Block(seed, Key, (uint)row, (uint)draw, 0, 0);
}
