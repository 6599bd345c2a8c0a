namespace Souk.Simulation.Scores;

/// <summary>Where observations fell in their forecasts: even, where forecasts say how sure they are.</summary>
/// <remarks>
/// Probability integral transforms (Dawid 1984; Diebold, Gunther and Tay, Int. Econ. Review 39, 1998). A hump means bands that
/// are too wide, a bowl bands that are too narrow, a slope a bias. An observation among M simulated values lies in one of
/// M + 1 gaps, each as likely; it is spread over the gap, and over all gaps next to values that it ties with, so that no draw
/// decides. The test is Pearson's with bins − 1 degrees; it takes observations as independent.
/// </remarks>
public sealed class PitHistogram
{
    private readonly double[] _bins;

    /// <param name="bins">From 2 on.</param>
    public PitHistogram(int bins = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 2);
        _bins = new double[bins];
    }

    /// <summary>Observations in each tenth of their forecasts, not whole where one was spread over several.</summary>
    public IReadOnlyList<double> Bins => _bins;

    public int Count { get; private set; }

    /// <summary>Pearson's Σ(seen − even)² / even.</summary>
    public double Statistic
    {
        get
        {
            double even = (double)Count / _bins.Length;
            return Count == 0 ? 0 : _bins.Sum(bin => (bin - even) * (bin - even) / even);
        }
    }

    /// <summary>How likely even observations look at least as uneven.</summary>
    public double PValue => ChiSquare.Tail(Statistic, _bins.Length - 1);

    /// <summary>Where an observation lies among simulated values: from which share of futures to which.</summary>
    /// <param name="sorted">Rising, at least one.</param>
    public static (double Low, double High) Place(ReadOnlySpan<double> sorted, double observed)
    {
        int below = 0;
        int atMost = 0;
        foreach (double value in sorted)
        {
            below += value < observed ? 1 : 0;
            atMost += value <= observed ? 1 : 0;
        }

        double gaps = sorted.Length + 1;
        return (below / gaps, (atMost + 1) / gaps);
    }

    /// <param name="place">Of an observation; see <see cref="Place"/>.</param>
    public void Add((double Low, double High) place)
    {
        double width = 1.0 / _bins.Length;
        double length = place.High - place.Low;
        for (int bin = 0; bin < _bins.Length; bin++)
        {
            double common = Math.Min(place.High, (bin + 1) * width) - Math.Max(place.Low, bin * width);
            _bins[bin] += Math.Max(0, common) / length;
        }

        Count++;
    }
}
