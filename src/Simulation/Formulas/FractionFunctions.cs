using System.Numerics;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Formulas;

/// <summary>The functions of formulas on exact numbers.</summary>
/// <remarks>
/// Sqrt, Exp, Log and Pow, but for whole powers from 0 to 9, have no exact result: they are computed as doubles, and the
/// result is the decimal number that its shortest text shows.
/// </remarks>
internal static class FractionFunctions
{
    private const int PowerMax = 9;

    public static Fraction Min(Fraction left, Fraction right) => left < right ? left : right;

    public static Fraction Max(Fraction left, Fraction right) => left > right ? left : right;

    public static Fraction Abs(Fraction value) => value < 0 ? -value : value;

    public static Fraction Floor(Fraction value) => Fraction.Of(value.Floor(), BigInteger.One);

    public static Fraction Ceiling(Fraction value) => Fraction.Of(-(-value).Floor(), BigInteger.One);

    public static Fraction Sqrt(Fraction value) => Fraction.FromNumber(Math.Sqrt(value.ToNumber()));

    public static Fraction Exp(Fraction value) => Fraction.FromNumber(DeterministicMath.Exp(value.ToNumber()));

    public static Fraction Log(Fraction value) => Fraction.FromNumber(DeterministicMath.Log(value.ToNumber()));

    public static Fraction Pow(Fraction value, Fraction exponent)
    {
        if (exponent < 0 || exponent > PowerMax || Floor(exponent) != exponent)
        {
            return Fraction.FromNumber(DeterministicMath.Pow(value.ToNumber(), exponent.ToNumber()));
        }

        Fraction power = 1;
        for (Fraction i = 0; i < exponent; i += 1)
        {
            power *= value;
        }

        return power;
    }
}
