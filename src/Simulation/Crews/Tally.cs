namespace Souk.Simulation.Crews;

/// <summary>An exact sum that the workers of a crew build together.</summary>
/// <remarks>Each worker adds to a place of its own. Integers add up to the same in any order, so threads change nothing.</remarks>
public sealed class Tally
{
    // Places lie a cache line and its neighbour apart, so that workers do not take lines from each other.
    private const int Stride = 8;

    private readonly Int128[] _sums = new Int128[Crew.ThreadsMax * Stride];

    /// <summary>Adds to a worker's place. Call once per chunk, not per row.</summary>
    public void Add(int worker, Int128 amount) => _sums[worker * Stride] += amount;

    /// <summary>The sum of all places, which are zero afterwards.</summary>
    public Int128 Take()
    {
        Int128 sum = 0;
        for (int i = 0; i < _sums.Length; i += Stride)
        {
            sum += _sums[i];
            _sums[i] = 0;
        }

        return sum;
    }
}
