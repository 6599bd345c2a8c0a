namespace Souk.Simulation.Numerics.Distributions;

/// <summary>A rank from 1 to a count, rank k with a probability in proportion to k^-exponent.</summary>
/// <remarks>
/// Rejection-inversion: at most about 1.4 uniforms a draw and no table, whatever the count (Hörmann and Derflinger,
/// "Rejection-inversion to generate variates from monotone discrete distributions", ACM TOMACS 6(3), 1996). With
/// exponents near one nothing cancels: (x^t - 1) / t is taken as a whole.
/// </remarks>
public readonly record struct Zipf
{
    /// <summary>The most ranks: 2^31.</summary>
    public const long CountMax = 1L << 31;

    private readonly long _count;
    private readonly double _exponent;
    private readonly double _integralFirst;
    private readonly double _integralLast;
    private readonly double _acceptedShift;

    /// <exception cref="ArgumentOutOfRangeException">
    /// A count not between 1 and <see cref="CountMax"/>, or an exponent that is not positive and finite.
    /// </exception>
    public Zipf(long count, double exponent)
    {
        if (count is < 1 or > CountMax)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"Ranks are from 1 to {CountMax}.");
        }

        if (exponent is not (> 0 and <= double.MaxValue))
        {
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, "An exponent is positive and finite.");
        }

        _count = count;
        _exponent = exponent;
        _integralFirst = Integral(1.5) - 1;
        _integralLast = Integral(count + 0.5);
        _acceptedShift = 2 - InverseIntegral(Integral(2.5) - Weight(2));
    }

    public long Draw(ref DrawSequence draws)
    {
        while (true)
        {
            double area = _integralFirst + (draws.Uniform() * (_integralLast - _integralFirst));
            double x = InverseIntegral(area);
            double rank = Math.Clamp(Math.Floor(x + 0.5), 1, _count);
            if (rank - x <= _acceptedShift || area >= Integral(rank + 0.5) - Weight(rank))
            {
                return (long)rank;
            }
        }
    }

    private double Weight(double x) => DeterministicMath.Exp(-_exponent * DeterministicMath.Log(x));

    // From 1 to x over y^-exponent: (x^t - 1) / t with t = 1 - exponent, which is ln x at t = 0.
    private double Integral(double x)
    {
        double logarithm = DeterministicMath.Log(x);
        double power = (1 - _exponent) * logarithm;
        return power == 0 ? logarithm : logarithm * (DeterministicMath.ExpM1(power) / power);
    }

    private double InverseIntegral(double area)
    {
        // Rounding may leave a little less than -1, where x is infinite.
        double power = Math.Max(area * (1 - _exponent), -1);
        return DeterministicMath.Exp(power == 0 ? area : area * (DeterministicMath.LogP1(power) / power));
    }
}
