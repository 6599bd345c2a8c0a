namespace Souk.Simulation.Numerics;

/// <summary>Turns one uniform into one draw by inversion, so that equal uniforms give ordered draws.</summary>
public static class Distribution
{
    /// <summary>The largest mean of a Poisson draw: beyond it e^-mean nears the smallest normal double.</summary>
    public const double PoissonMeanMax = 500;

    /// <summary>A standard normal draw.</summary>
    /// <param name="uniform">In the open interval (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside the open interval (0, 1).</exception>
    public static double Normal(double uniform) =>
        uniform is > 0 and < 1
            ? NormalQuantile.At(uniform)
            : throw new ArgumentOutOfRangeException(nameof(uniform), uniform, "A uniform lies between 0 and 1.");

    /// <summary>A lognormal draw with the given median; <paramref name="sigma"/> is the deviation of its logarithm.</summary>
    public static double Lognormal(double uniform, double median, double sigma) =>
        median * DeterministicMath.Exp(sigma * Normal(uniform));

    /// <summary>A lognormal draw with mean one, for dispersion around a stated mean.</summary>
    public static double LognormalWithMeanOne(double uniform, double sigma) =>
        DeterministicMath.Exp((sigma * Normal(uniform)) - (sigma * sigma / 2));

    /// <summary>A Poisson draw by sequential search, with e^-mean passed in because many agents share one mean.</summary>
    public static int Poisson(double uniform, double mean, double zeroProbability)
    {
        double probability = zeroProbability;
        double cumulative = probability;
        int count = 0;
        // The sum of rounded terms may stay below the uniform; stop where no term can add to it.
        while (uniform > cumulative && (count < mean || probability > 1e-17))
        {
            count++;
            probability *= mean / count;
            cumulative += probability;
        }

        return count;
    }

    /// <summary>A Poisson draw.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A mean below 0 or above <see cref="PoissonMeanMax"/>.</exception>
    public static int Poisson(double uniform, double mean) => Poisson(uniform, mean, PoissonZeroProbability(mean));

    public static double PoissonZeroProbability(double mean) =>
        mean is >= 0 and <= PoissonMeanMax
            ? DeterministicMath.Exp(-mean)
            : throw new ArgumentOutOfRangeException(
                nameof(mean),
                mean,
                $"A Poisson mean is between 0 and {PoissonMeanMax}."
            );
}
