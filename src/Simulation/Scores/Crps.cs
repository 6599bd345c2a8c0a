using Souk.Simulation.Sketches;

namespace Souk.Simulation.Scores;

/// <summary>The continuous ranked probability score: ∫(F(x) − 1{x ≥ y})² dx, in the unit of what was forecast. Small is good.</summary>
/// <remarks>Matheson and Winkler, Management Science 22 (1976); Gneiting and Raftery, JASA 102 (2007). Of a single value it is the
/// absolute error.</remarks>
public static class Crps
{
    /// <summary>Of simulated values, exact: E|X − y| − ½ E|X − X'| over their empirical law.</summary>
    /// <param name="sorted">Rising.</param>
    /// <exception cref="ArgumentException">No values.</exception>
    public static double OfEnsemble(ReadOnlySpan<double> sorted, double observed)
    {
        if (sorted.IsEmpty)
        {
            throw new ArgumentException("No values have no score.", nameof(sorted));
        }

        double off = 0;
        double apart = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            off += Math.Abs(sorted[i] - observed);
            // Over all pairs a value is added once for each below it and taken away once for each above it.
            apart += ((2.0 * i) - sorted.Length + 1) * sorted[i];
        }

        return (off / sorted.Length) - (apart / sorted.Length / sorted.Length);
    }

    /// <summary>Of a normal law: Gneiting and Raftery (2007), equation 21.</summary>
    /// <param name="deviation">From 0 on; 0 is a single value.</param>
    public static double OfNormal(double mean, double deviation, double observed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        double off = observed - mean;
        if (deviation == 0)
        {
            return Math.Abs(off);
        }

        double z = off / deviation;
        double inner = (z * ((2 * NormalLaw.Cdf(z)) - 1)) + (2 * NormalLaw.Density(z)) - (1 / Math.Sqrt(Math.PI));
        return deviation * inner;
    }

    /// <summary>Of a sketch, whose values stand in the middle of their buckets.</summary>
    /// <returns>The score, and by how much it may be off: moving each value by at most δ moves the score by at most twice the mean
    /// of δ, for |F − G| integrates to no more than that mean and both of F + G − 2·1{x ≥ y} are at most 1.</returns>
    /// <exception cref="ArgumentException">Nothing was added.</exception>
    public static (double Score, double Error) OfSketch(QuantileSketch sketch, double observed)
    {
        if (sketch.Count == 0)
        {
            throw new ArgumentException("A sketch of nothing has no score.", nameof(sketch));
        }

        double off = 0;
        double apart = 0;
        double size = 0;
        double below = 0;
        foreach ((double value, long count) in sketch.Middles())
        {
            off += count * Math.Abs(value - observed);
            size += count * Math.Abs(value);
            // Values of one bucket are no distance apart.
            apart += count * ((2 * below) + count - sketch.Count) * value;
            below += count;
        }

        double all = sketch.Count;
        return ((off / all) - (apart / all / all), 2 * QuantileSketch.RelativeError * size / all);
    }
}
