namespace Souk.Simulation.Numerics.Distributions;

/// <summary>How many events come when a mean number is expected: made once, drawn for many agents.</summary>
/// <remarks>
/// Means below 10 by sequential search from one uniform, which keeps its rank; larger ones by PTRS, about 2.3 uniforms a
/// draw whatever the mean (Hörmann, "The transformed rejection method for generating Poisson random variables",
/// Insurance: Mathematics and Economics 12, 1993).
/// </remarks>
public readonly record struct Poisson
{
    /// <summary>The largest mean.</summary>
    public const double MeanMax = 1e9;

    private const double SearchMeanMax = 10;

    private readonly double _mean;
    private readonly double _zeroProbability;
    private readonly TransformedRejection _hat;

    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and <see cref="MeanMax"/>.</exception>
    public Poisson(double mean)
    {
        if (mean is not (>= 0 and <= MeanMax))
        {
            throw new ArgumentOutOfRangeException(nameof(mean), mean, $"A mean is between 0 and {MeanMax}.");
        }

        _mean = mean;
        if (mean < SearchMeanMax)
        {
            _zeroProbability = Distribution.PoissonZeroProbability(mean);
            return;
        }

        double b = 0.931 + (2.53 * Math.Sqrt(mean));
        _hat = new TransformedRejection(
            Width: b,
            Tail: -0.059 + (0.02483 * b),
            Centre: mean + 0.43,
            Accepted: 0.9277 - (3.6224 / (b - 2)),
            Scale: 1.1239 + (1.1328 / (b - 3.4))
        );
    }

    public long Draw(ref DrawSequence draws)
    {
        if (_mean < SearchMeanMax)
        {
            return Distribution.Poisson(draws.Uniform(), _mean, _zeroProbability);
        }

        while (true)
        {
            TransformedRejection.Candidate candidate = _hat.Draw(ref draws);
            if (candidate.IsAccepted)
            {
                return (long)candidate.Count;
            }

            if (candidate.Count >= 0 && candidate.LogHeight <= PointProbability.LogPoisson(candidate.Count, _mean))
            {
                return (long)candidate.Count;
            }
        }
    }
}
