using Souk.Simulation.Metrics;

namespace Souk.Simulation.Experiments;

/// <summary>A statistic of runs and its 95 % interval.</summary>
/// <param name="Low">Negative infinity where the runs are too few to bound it.</param>
/// <param name="High">Infinity where the runs are too few to bound it.</param>
public readonly record struct EstimateInterval(double Estimate, double Low, double High)
{
    /// <summary>Share of the interval's tails, each.</summary>
    private const double Tail = 0.025;

    // The 0.975 quantile of the normal law.
    private const double NormalQuantile = 1.959963984540054;

    public double Width => High == Low ? 0 : High - Low;

    /// <summary>The mean, by the central limit theorem: for blocks of 50 runs and more.</summary>
    /// <param name="values">At least two.</param>
    public static EstimateInterval OfMean(IReadOnlyList<double> values)
    {
        double mean = values.Sum() / values.Count;
        double squares = values.Sum(value => (value - mean) * (value - mean));
        double half = NormalQuantile * Math.Sqrt(squares / (values.Count - 1) / values.Count);
        return new(mean, mean - half, mean + half);
    }

    /// <summary>A quantile between two order statistics, whatever the law of the values is.</summary>
    /// <remarks>The ranks are those of the binomial law of how many values lie below (Hahn and Meeker, Statistical
    /// Intervals, 1991, 5.2): each tail holds at most 2.5 %.</remarks>
    public static EstimateInterval OfQuantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        (int low, int high) = Ranks(sorted.Length, share);
        return new(
            Quantile.OfSorted(sorted, share),
            low >= 1 ? sorted[low - 1] : double.NegativeInfinity,
            high <= sorted.Length ? sorted[high - 1] : double.PositiveInfinity
        );
    }

    /// <summary>Ranks from 1 of the order statistics that bound a quantile; 0 or one too many where none does.</summary>
    internal static (int Low, int High) Ranks(int count, double share)
    {
        double[] law = Binomial(count, share);
        // Below the quantile lie fewer than Low values with a chance of at most the tail, and so with the other end.
        int low = 0;
        for (double below = law[0]; below <= Tail; below += law[low])
        {
            low++;
        }

        int high = count + 1;
        for (double above = law[count]; above <= Tail; above += law[high - 1])
        {
            high--;
        }

        return (low, high);
    }

    // From the mode outwards, so that nothing underflows that matters; no function but the four basic ones, which all
    // machines round alike.
    private static double[] Binomial(int count, double share)
    {
        double[] law = new double[count + 1];
        int mode = Math.Min(count, (int)((count + 1) * share));
        double odds = share / (1 - share);
        law[mode] = 1;
        for (int k = mode; k < count; k++)
        {
            law[k + 1] = law[k] * odds * (count - k) / (k + 1);
        }

        for (int k = mode; k > 0; k--)
        {
            law[k - 1] = law[k] / odds * k / (count - k + 1);
        }

        double sum = law.Sum();
        return [.. law.Select(weight => weight / sum)];
    }
}
