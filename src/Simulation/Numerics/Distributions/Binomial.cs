namespace Souk.Simulation.Numerics.Distributions;

/// <summary>How many of many trials succeed: made once, drawn for many agents.</summary>
/// <remarks>
/// With fewer than 10 expected successes (or failures) by sequential search from one uniform; otherwise by BTRS
/// (Hörmann, "The generation of binomial random variates", Journal of Statistical Computation and Simulation 46, 1993).
/// A chance above one half is drawn as failures.
/// </remarks>
public readonly record struct Binomial
{
    /// <summary>The most trials: 2^31.</summary>
    public const long TrialsMax = 1L << 31;

    private const double SearchMeanMax = 10;

    private readonly long _trials;
    private readonly bool _countsFailures;

    // Of what is counted, at most one half.
    private readonly double _chance;
    private readonly double _zeroProbability;
    private readonly double _logModeProbability;
    private readonly TransformedRejection _hat;

    /// <exception cref="ArgumentOutOfRangeException">
    /// Trials not between 0 and <see cref="TrialsMax"/>, or a chance not between 0 and 1.
    /// </exception>
    public Binomial(long trials, double chance)
    {
        if (trials is < 0 or > TrialsMax)
        {
            throw new ArgumentOutOfRangeException(nameof(trials), trials, $"Trials are from 0 to {TrialsMax}.");
        }

        if (chance is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(chance), chance, "A chance is between 0 and 1.");
        }

        _trials = trials;
        _countsFailures = chance > 0.5;
        _chance = _countsFailures ? 1 - chance : chance;
        if (IsSearched)
        {
            _zeroProbability = DeterministicMath.Exp(trials * DeterministicMath.LogP1(-_chance));
            return;
        }

        double deviation = Math.Sqrt(trials * _chance * (1 - _chance));
        double b = 1.15 + (2.53 * deviation);
        _hat = new TransformedRejection(
            Width: b,
            Tail: -0.0873 + (0.0248 * b) + (0.01 * _chance),
            Centre: (trials * _chance) + 0.5,
            Accepted: 0.92 - (4.2 / b),
            Scale: (2.83 + (5.1 / b)) * deviation
        );
        _logModeProbability = PointProbability.LogBinomial(Math.Floor((trials + 1) * _chance), trials, _chance);
    }

    private bool IsSearched => _trials * _chance < SearchMeanMax;

    public long Draw(ref DrawSequence draws)
    {
        long count = IsSearched ? Search(draws.Uniform()) : Reject(ref draws);
        return _countsFailures ? _trials - count : count;
    }

    private long Search(double uniform)
    {
        double mean = _trials * _chance;
        double odds = _chance / (1 - _chance);
        double probability = _zeroProbability;
        double cumulative = probability;
        long count = 0;

        // The sum of rounded terms may stay below the uniform; stop where no term can add to it.
        while (uniform > cumulative && count < _trials && (count < mean || probability > 1e-17))
        {
            count++;
            probability *= odds * (_trials - count + 1) / count;
            cumulative += probability;
        }

        return count;
    }

    private long Reject(ref DrawSequence draws)
    {
        while (true)
        {
            TransformedRejection.Candidate candidate = _hat.Draw(ref draws);
            if (candidate.Count < 0 || candidate.Count > _trials)
            {
                continue;
            }

            if (
                candidate.IsAccepted
                || candidate.LogHeight
                    <= PointProbability.LogBinomial(candidate.Count, _trials, _chance) - _logModeProbability
            )
            {
                return (long)candidate.Count;
            }
        }
    }
}
