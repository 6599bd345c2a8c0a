namespace Souk.Simulation.Experiments;

/// <summary>One of several equal parts of a plan's runs.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Count">How many there are.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>The most shards of a plan.</summary>
    public const int CountMax = 100_000;

    /// <summary>The whole of a plan.</summary>
    public static Shard Whole => new(0, 1);

    /// <summary>The first run of the part: parts follow one another, and differ by one run at most.</summary>
    public int FirstOf(int runs) => (int)((long)runs * Index / Count);

    /// <summary>The run after the last of the part.</summary>
    public int EndOf(int runs) => (int)((long)runs * (Index + 1) / Count);

    public override string ToString() => $"{Index} of {Count}";
}
