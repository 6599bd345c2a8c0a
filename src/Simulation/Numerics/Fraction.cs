using System.Globalization;
using System.Numerics;

namespace Souk.Simulation.Numerics;

/// <summary>An exact number: a whole numerator over a whole denominator, reduced. `default` is zero.</summary>
/// <remarks>
/// For formulas whose result is money: nothing is rounded before the end. It allocates where its parts leave 31 bits, so
/// it is for what happens once per step, not once per agent.
/// </remarks>
internal readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    /// <summary>Numbers beyond so many bits are refused, so that no formula can fill the memory.</summary>
    public const int BitsMax = 4_096;

    private readonly BigInteger _above;
    private readonly BigInteger _belowLessOne;

    private Fraction(BigInteger above, BigInteger below)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(above, below) * below.Sign;
        _above = above / divisor;
        _belowLessOne = (below / divisor) - 1;
        if (_above.GetBitLength() > BitsMax || _belowLessOne.GetBitLength() > BitsMax)
        {
            throw new OverflowException($"a number has more than {BitsMax} bits");
        }
    }

    private BigInteger Below => _belowLessOne + 1;

    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public static Fraction Of(BigInteger above, BigInteger below) =>
        below.IsZero ? throw new DivideByZeroException("a division by zero") : new(above, below);

    public static implicit operator Fraction(long whole) => new(whole, BigInteger.One);

    /// <summary>The decimal number that the shortest text of a double shows: 0.3 is three tenths, not its binary neighbour.</summary>
    /// <exception cref="ArithmeticException">NaN or infinity.</exception>
    public static Fraction FromNumber(double number) =>
        !double.IsFinite(number)
            ? throw new NotFiniteNumberException(
                $"a number is {number.ToString(CultureInfo.InvariantCulture)}, which is no amount"
            )
        : number < 0 ? -FromNumber(-number)
        : Parse(number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>`12.5`, `1e-3`: exactly what is written.</summary>
    public static Fraction Parse(string digits)
    {
        int mark = digits.IndexOfAny(['e', 'E']);
        string mantissa = mark < 0 ? digits : digits[..mark];
        int exponent = mark < 0 ? 0 : int.Parse(digits[(mark + 1)..], CultureInfo.InvariantCulture);
        int dot = mantissa.IndexOf('.', StringComparison.Ordinal);
        exponent -= dot < 0 ? 0 : mantissa.Length - dot - 1;
        BigInteger whole = BigInteger.Parse(
            "0" + mantissa.Replace(".", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture
        );
        if (Math.Abs(exponent) > BitsMax / 4)
        {
            throw new OverflowException($"{digits} has more than {BitsMax} bits");
        }

        BigInteger power = BigInteger.Pow(10, Math.Abs(exponent));
        return exponent < 0 ? Of(whole, power) : Of(whole * power, 1);
    }

    public static Fraction operator +(Fraction left, Fraction right) =>
        new((left._above * right.Below) + (right._above * left.Below), left.Below * right.Below);

    public static Fraction operator -(Fraction left, Fraction right) => left + -right;

    public static Fraction operator -(Fraction value) => new(-value._above, value.Below);

    public static Fraction operator *(Fraction left, Fraction right) =>
        new(left._above * right._above, left.Below * right.Below);

    public static Fraction operator /(Fraction left, Fraction right) =>
        Of(left._above * right.Below, left.Below * right._above);

    public static bool operator <(Fraction left, Fraction right) => left.CompareTo(right) < 0;

    public static bool operator <=(Fraction left, Fraction right) => left.CompareTo(right) <= 0;

    public static bool operator >(Fraction left, Fraction right) => left.CompareTo(right) > 0;

    public static bool operator >=(Fraction left, Fraction right) => left.CompareTo(right) >= 0;

    public static bool operator ==(Fraction left, Fraction right) => left.Equals(right);

    public static bool operator !=(Fraction left, Fraction right) => !left.Equals(right);

    /// <summary>The greatest whole number that is not above this one.</summary>
    public BigInteger Floor()
    {
        BigInteger quotient = BigInteger.DivRem(_above, Below, out BigInteger rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The nearest double; a digit of its last place may differ for numbers beyond 2⁵³.</summary>
    public double ToNumber()
    {
        int shift = (int)Math.Max(0, Math.Max(_above.GetBitLength(), Below.GetBitLength()) - 1_000);
        return (double)(_above >> shift) / (double)(Below >> shift);
    }

    public int CompareTo(Fraction other) => (_above * other.Below).CompareTo(other._above * Below);

    public bool Equals(Fraction other) => _above == other._above && _belowLessOne == other._belowLessOne;

    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_above, _belowLessOne);

    public override string ToString() => $"{_above}/{Below}";
}
