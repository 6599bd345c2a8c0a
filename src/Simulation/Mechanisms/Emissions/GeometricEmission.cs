using System.Numerics;

namespace Souk.Simulation.Mechanisms.Emissions;

/// <summary>A first amount, then each period a fixed ratio of the one before: SingularityNET's AGIX mints 0.985 of it.</summary>
/// <remarks>
/// Issued by period n: first × (1 − r^n) / (1 − r), exact in integers and rounded down once, so roundings do not add up.
/// Ratios above 1 grow. Source of AGIX: Phase Two information memorandum of 2021-02-01: 15,000,000 × 0.985^(n − 1) in
/// month n, 1,000,000,000 in all. Cost: a power of <c>period</c> digits, so ask once per step.
/// </remarks>
public sealed class GeometricEmission : IEmissionSchedule
{
    private const int PeriodMax = 10_000;
    private const int RatioMax = 1_000_000_000;

    private readonly Int128 _first;
    private readonly int _numerator;
    private readonly int _denominator;

    /// <param name="first">Base units of period 1.</param>
    /// <param name="numerator">Of the ratio from one period to the next.</param>
    /// <param name="denominator">985 over 1000 shrinks by 1.5 % a period.</param>
    public GeometricEmission(Int128 first, int numerator, int denominator)
    {
        Require.Amount(first);
        Require.Between(numerator, 0, RatioMax, "shorten the fraction");
        Require.Between(denominator, 1, RatioMax, "shorten the fraction");
        _first = first;
        _numerator = numerator;
        _denominator = denominator;
    }

    /// <summary>AGIX from February 2021: a period is a month, a base unit 10^-8.</summary>
    public static GeometricEmission Agix { get; } = new(15_000_000 * (Int128)100_000_000, 985, 1_000);

    /// <exception cref="OverflowException">A growing emission exceeds 127 bits.</exception>
    public Int128 IssuedBy(long period)
    {
        Require.Between(period, 0, PeriodMax, "use longer periods");
        if (period == 0)
        {
            return 0;
        }

        if (_numerator == _denominator)
        {
            return _first * period;
        }

        // first × Σ r^i for i below n = first × (d^n − a^n) / (d^(n − 1) × (d − a)).
        BigInteger lost = BigInteger.Pow(_denominator, (int)period) - BigInteger.Pow(_numerator, (int)period);
        BigInteger divisor = BigInteger.Pow(_denominator, (int)period - 1) * (_denominator - _numerator);
        return (Int128)(_first * lost / divisor);
    }
}
