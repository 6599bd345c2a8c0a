using System.Numerics;

namespace Souk.Simulation.Markets.Curves;

/// <summary>A token that is made and destroyed at a price that is a polynomial of its supply: a line, a square, a constant.</summary>
/// <remarks>
/// The cost of a change is the integral of the price, kept as a fraction of arbitrary precision and rounded once: up for
/// the buyer, down for the seller. So the reserve always covers what all holders could sell for.
/// </remarks>
public sealed class PolynomialCurve
{
    private readonly BigInteger[] _coefficients;
    private readonly BigInteger _divisor;

    /// <param name="coefficients">c₀, c₁, …: with supply s in base units the price is (c₀ + c₁ s + c₂ s² …) / divisor.</param>
    /// <param name="divisor">Puts the price into base units of the reserve for one base unit of the token.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative coefficient, none above zero, or a divisor below one.</exception>
    public PolynomialCurve(ReadOnlySpan<Int128> coefficients, BigInteger divisor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(divisor, BigInteger.One);
        BigInteger common = BigInteger.One;
        for (int power = 1; power <= coefficients.Length; power++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(coefficients[power - 1], nameof(coefficients));
            common = common * power / BigInteger.GreatestCommonDivisor(common, power);
        }

        // The integral's coefficients cₖ / (k + 1) over one common divisor.
        _coefficients = new BigInteger[coefficients.Length];
        for (int power = 0; power < coefficients.Length; power++)
        {
            _coefficients[power] = coefficients[power] * common / (power + 1);
        }

        ArgumentOutOfRangeException.ThrowIfEqual(
            Array.TrueForAll(_coefficients, c => c.IsZero),
            true,
            nameof(coefficients)
        );
        _divisor = divisor * common;
    }

    /// <summary>What buying tokens costs, rounded up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative supply or amount.</exception>
    /// <exception cref="OverflowException">More than 127 bits.</exception>
    public Int128 Cost(Int128 supply, Int128 tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(supply);
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        BigInteger integral = Integral((BigInteger)supply + tokens) - Integral(supply);
        return (Int128)((integral + _divisor - 1) / _divisor);
    }

    /// <summary>What selling tokens pays, rounded down.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative amount, or more than the supply.</exception>
    /// <exception cref="OverflowException">More than 127 bits.</exception>
    public Int128 Proceeds(Int128 supply, Int128 tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tokens, supply);
        return (Int128)((Integral(supply) - Integral(supply - tokens)) / _divisor);
    }

    /// <summary>The most tokens that a payment buys: what they cost is at most the payment.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative supply or payment.</exception>
    public Int128 Purchase(Int128 supply, Int128 payment)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(supply);
        ArgumentOutOfRangeException.ThrowIfNegative(payment);
        BigInteger limit = Integral(supply) + (payment * _divisor);
        Int128 low = 0;
        Int128 high = Int128.MaxValue - supply;
        while (low < high)
        {
            Int128 middle = high - ((high - low) / 2);
            (low, high) = Integral((BigInteger)supply + middle) <= limit ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private BigInteger Integral(BigInteger supply)
    {
        BigInteger sum = BigInteger.Zero;
        for (int power = _coefficients.Length - 1; power >= 0; power--)
        {
            sum = (sum + _coefficients[power]) * supply;
        }

        return sum;
    }
}
