namespace Souk.Simulation.Numerics;

/// <summary>Turns one uniform into one draw by inversion, so that equal uniforms give ordered draws.</summary>
/// <remarks>A uniform lies in the open interval (0, 1) and has 52 bits: no tail below 2^-53 is ever drawn.</remarks>
public static class Distribution
{
    /// <summary>The largest mean of a Poisson draw from one uniform: beyond it e^-mean nears the smallest double.</summary>
    public const double PoissonMeanMax = 500;

    /// <summary>The smallest chance of a geometric draw: below it a draw may not fit in 64 bits.</summary>
    public const double GeometricChanceMin = 1e-16;

    /// <summary>A standard normal draw.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The uniform is outside the open interval (0, 1).</exception>
    public static double Normal(double uniform) => NormalQuantile.At(Checked(uniform));

    /// <summary>A lognormal draw with the given median; <paramref name="sigma"/> is the deviation of its logarithm.</summary>
    public static double Lognormal(double uniform, double median, double sigma) =>
        median * DeterministicMath.Exp(sigma * Normal(uniform));

    /// <summary>A lognormal draw with mean one, for dispersion around a stated mean.</summary>
    public static double LognormalWithMeanOne(double uniform, double sigma) =>
        DeterministicMath.Exp((sigma * Normal(uniform)) - (sigma * sigma / 2));

    /// <summary>An exponential draw: the wait for an event that comes once every <paramref name="mean"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The mean is negative or not finite, or the uniform outside.</exception>
    public static double Exponential(double uniform, double mean)
    {
        if (mean is not (>= 0 and <= double.MaxValue))
        {
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "A mean is not negative and finite.");
        }

        return -mean * DeterministicMath.LogP1(-Checked(uniform));
    }

    /// <summary>A geometric draw: failures before the first success.</summary>
    /// <param name="chance">Of success, from <see cref="GeometricChanceMin"/> to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The chance or the uniform is outside its interval.</exception>
    public static long Geometric(double uniform, double chance)
    {
        if (chance is not (>= GeometricChanceMin and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(chance),
                chance,
                $"A geometric chance is between {GeometricChanceMin} and 1."
            );
        }

        // LogP1(-1) is minus infinity: certain success comes after no failure.
        return (long)(DeterministicMath.LogP1(-Checked(uniform)) / DeterministicMath.LogP1(-chance));
    }

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

    /// <summary>A Poisson draw from one uniform; larger means take several.</summary>
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

    private static double Checked(double uniform) =>
        uniform is > 0 and < 1
            ? uniform
            : throw new ArgumentOutOfRangeException(nameof(uniform), uniform, "A uniform lies between 0 and 1.");
}
