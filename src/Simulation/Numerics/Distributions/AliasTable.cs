namespace Souk.Simulation.Numerics.Distributions;

/// <summary>Draws a category in proportion to its weight, in constant time however many there are.</summary>
/// <remarks>
/// Sources: Walker, ACM TOMS 3(3), 1977; Vose, "A linear algorithm for generating random numbers with a given
/// distribution", IEEE TSE 17(9), 1991. Weights become integers with the sum count × 2^52 first, so that the table is
/// exact and no rounding can draw a category of weight zero: a probability is what was asked to 2^-52 of the mean one
/// and of itself, the largest takes the remainder.
/// </remarks>
public sealed class AliasTable
{
    public const int CountMax = 1 << 24;

    private const int CoinBits = 52;
    private const long Whole = 1L << CoinBits;

    private readonly long[] _thresholds;
    private readonly int[] _aliases;

    /// <param name="weights">Not negative, finite, with a positive finite sum.</param>
    /// <exception cref="ArgumentException">No weights, too many, or not as above.</exception>
    public AliasTable(ReadOnlySpan<double> weights)
    {
        if (weights.Length > CountMax)
        {
            throw new ArgumentException($"{weights.Length} weights are more than {CountMax}.", nameof(weights));
        }

        _thresholds = new long[weights.Length];
        _aliases = new int[weights.Length];
        Fill(WholeWeights(weights, CumulativeWeights.Sum(weights)));
    }

    public int Draw(ref DrawSequence draws)
    {
        int column = (int)draws.Below((ulong)_thresholds.Length);
        long coin = (long)(draws.Bits() >> (64 - CoinBits));
        return coin < _thresholds[column] ? column : _aliases[column];
    }

    private static Int128[] WholeWeights(ReadOnlySpan<double> weights, double sum)
    {
        Int128 capacity = (Int128)weights.Length * Whole;
        Int128[] wholes = new Int128[weights.Length];
        Int128 rest = capacity;
        int largest = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            wholes[i] = (Int128)(weights[i] / sum * (double)capacity);
            rest -= wholes[i];
            largest = weights[i] > weights[largest] ? i : largest;
        }

        wholes[largest] += rest;
        return wholes;
    }

    // Each light column is filled up by a heavy category. Sums are exact, so what stays over is whole.
    private void Fill(Int128[] wholes)
    {
        Stack<int> light = [];
        Stack<int> heavy = [];
        for (int i = 0; i < wholes.Length; i++)
        {
            (wholes[i] < Whole ? light : heavy).Push(i);
        }

        while (light.TryPop(out int lightOne))
        {
            int heavyOne = heavy.Pop();
            _thresholds[lightOne] = (long)wholes[lightOne];
            _aliases[lightOne] = heavyOne;
            wholes[heavyOne] -= Whole - wholes[lightOne];
            (wholes[heavyOne] < Whole ? light : heavy).Push(heavyOne);
        }

        foreach (int column in heavy)
        {
            _thresholds[column] = Whole;
        }
    }
}
