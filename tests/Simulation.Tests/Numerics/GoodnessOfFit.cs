namespace Souk.Simulation.Tests.Numerics;

/// <summary>Tests of draws against an exact distribution at a significance of 1e-4.</summary>
/// <remarks>Seeds are fixed, so that a test which passes once passes always.</remarks>
internal static class GoodnessOfFit
{
    private const double ExpectedMin = 10;

    // The normal quantile at 1 - 1e-4, and Kolmogorov's at 1e-4: √(ln(2 / 1e-4) / 2).
    private const double NormalAtSignificance = 3.719016485455709;
    private const double KolmogorovAtSignificance = 2.2252622;

    /// <summary>Pearson's test over counts that begin at <paramref name="start"/>; thin cells are put together.</summary>
    public static void ShouldFit(IEnumerable<long> draws, long start, double[] probabilities)
    {
        double[] observed = new double[probabilities.Length + 1];
        long total = 0;
        foreach (long draw in draws)
        {
            long cell = draw - start;
            observed[cell >= 0 && cell < probabilities.Length ? cell : probabilities.Length]++;
            total++;
        }

        (double statistic, int cells) = Pearson(observed, [.. probabilities, 1 - probabilities.Sum()], total);
        statistic.ShouldBeLessThan(ChiSquareLimit(cells - 1), $"{cells} cells");
    }

    /// <summary>Kolmogorov and Smirnov's test against a continuous distribution function.</summary>
    public static void ShouldFit(double[] draws, Func<double, double> distribution)
    {
        double[] sorted = [.. draws.Order()];
        double largest = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double below = distribution(sorted[i]);
            double gap = Math.Max(below - ((double)i / sorted.Length), ((i + 1.0) / sorted.Length) - below);
            largest = Math.Max(largest, gap);
        }

        largest.ShouldBeLessThan(KolmogorovAtSignificance / Math.Sqrt(sorted.Length));
    }

    private static (double Statistic, int Cells) Pearson(double[] observed, double[] probabilities, long total)
    {
        double statistic = 0;
        int cells = 0;
        double expectedSum = 0;
        double observedSum = 0;
        for (int i = 0; i < observed.Length; i++)
        {
            expectedSum += Math.Max(probabilities[i], 0) * total;
            observedSum += observed[i];
            if (expectedSum >= ExpectedMin)
            {
                statistic += (observedSum - expectedSum) * (observedSum - expectedSum) / expectedSum;
                cells++;
                (expectedSum, observedSum) = (0, 0);
            }
        }

        // What is left over is less than a cell: it counts as one of the least size.
        statistic += (observedSum - expectedSum) * (observedSum - expectedSum) / ExpectedMin;
        return (statistic, cells + 1);
    }

    // Wilson and Hilferty, 1931.
    private static double ChiSquareLimit(int freedom)
    {
        double part = 2.0 / (9 * freedom);
        return freedom * Math.Pow(1 - part + (NormalAtSignificance * Math.Sqrt(part)), 3);
    }
}
