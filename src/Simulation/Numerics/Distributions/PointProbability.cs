namespace Souk.Simulation.Numerics.Distributions;

/// <summary>Logarithms of Poisson and binomial probabilities that keep their digits at large counts.</summary>
/// <remarks>
/// Source: Loader, "Fast and accurate computation of binomial probabilities", 2000: Stirling's error and the deviance
/// take the place of differences between logarithms of factorials, which at 10^9 leave five digits.
/// </remarks>
internal static class PointProbability
{
    private const double HalfLogTwoPi = 0.9189385332046728;
    private const double SeriesShareMax = 0.1;

    // ln n! - (n + 1/2) ln n + n - ln(2π)/2 for n from 1 (0 stands for itself) to 15.
    private static ReadOnlySpan<double> StirlingErrors =>
        [
            0,
            0.08106146679532726,
            0.0413406959554093,
            0.02767792568499834,
            0.020790672103765093,
            0.016644691189821193,
            0.013876128823070748,
            0.01189670994589177,
            0.010411265261972096,
            0.009255462182712733,
            0.00833056343336287,
            0.007573675487951841,
            0.00694284010720953,
            0.006408994188004207,
            0.0059513701127588475,
            0.005554733551962801,
        ];

    /// <param name="count">Not negative.</param>
    /// <param name="mean">Positive.</param>
    public static double LogPoisson(double count, double mean)
    {
        if (count == 0)
        {
            return -mean;
        }

        return -StirlingError(count) - Deviance(count, mean) - HalfLogTwoPi - (0.5 * DeterministicMath.Log(count));
    }

    /// <param name="count">From 0 to <paramref name="trials"/>.</param>
    /// <param name="chance">Strictly between 0 and 1.</param>
    public static double LogBinomial(double count, double trials, double chance)
    {
        double failures = trials - count;
        if (count == 0)
        {
            return trials * DeterministicMath.LogP1(-chance);
        }

        if (failures == 0)
        {
            return trials * DeterministicMath.Log(chance);
        }

        double errors = StirlingError(trials) - StirlingError(count) - StirlingError(failures);
        double deviances = Deviance(count, trials * chance) + Deviance(failures, trials * (1 - chance));
        double scale = DeterministicMath.Log(count) + DeterministicMath.LogP1(-count / trials);
        return errors - deviances - HalfLogTwoPi - (0.5 * scale);
    }

    // Stirling's series; from 16 on its sixth term is below 1e-16.
    private static double StirlingError(double count)
    {
        if (count < StirlingErrors.Length)
        {
            return StirlingErrors[(int)count];
        }

        double square = count * count;
        return (
                (1.0 / 12)
                - (
                    ((1.0 / 360) - (((1.0 / 1260) - (((1.0 / 1680) - (1.0 / 1188 / square)) / square)) / square))
                    / square
                )
            ) / count;
    }

    /// <summary>count ln(count / mean) + mean - count.</summary>
    private static double Deviance(double count, double mean)
    {
        double difference = count - mean;
        if (Math.Abs(difference) >= SeriesShareMax * (count + mean))
        {
            return (count * DeterministicMath.Log(count / mean)) - difference;
        }

        // With v = (count - mean) / (count + mean): (count - mean) v + 2 count v (v²/3 + v⁴/5 + …).
        double v = difference / (count + mean);
        double square = v * v;
        double sum = difference * v;
        double term = 2 * count * v;
        double previous = double.NaN;
        for (int divisor = 3; sum != previous; divisor += 2)
        {
            previous = sum;
            term *= square;
            sum += term / divisor;
        }

        return sum;
    }
}
