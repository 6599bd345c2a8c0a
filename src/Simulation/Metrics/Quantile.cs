namespace Souk.Simulation.Metrics;

/// <summary>Quantiles of a sorted sample by linear interpolation (Hyndman and Fan, type 7).</summary>
public static class Quantile
{
    /// <summary>The shares reported for every metric.</summary>
    public static IReadOnlyList<double> Reported { get; } = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <exception cref="ArgumentException">An empty sample.</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.IsEmpty)
        {
            throw new ArgumentException("An empty sample has no quantiles.", nameof(sorted));
        }

        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
