using System.Runtime.CompilerServices;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Mechanisms;

/// <summary>Checks parameters at the door of a mechanism: the message names parameter, value, limit and way out.</summary>
internal static class Require
{
    /// <summary>Shares are integers of this many parts, so that they add up exactly.</summary>
    public const long Whole = 1_000_000_000;

    /// <param name="remedy">What the caller can do about it: the last words of the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value lies outside the bounds, which are included.</exception>
    public static void Between<T>(
        T value,
        T low,
        T high,
        string remedy,
        [CallerArgumentExpression(nameof(value))] string name = ""
    )
        where T : IComparable<T>
    {
        if (value.CompareTo(low) < 0 || value.CompareTo(high) > 0)
        {
            throw new ArgumentOutOfRangeException(
                name,
                value,
                $"{name} is {value} and must lie between {low} and {high}: {remedy}."
            );
        }
    }

    /// <summary>An amount of base units from zero to <see cref="BaseUnits.AmountMax"/>.</summary>
    public static void Amount(Int128 value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Between(value, 0, BaseUnits.AmountMax, "give base units, or choose fewer decimals", name);

    /// <summary>A share in parts per billion, from zero to <see cref="Whole"/>.</summary>
    public static void Share(long value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Between(value, 0, Whole, "give parts per billion, so that a quarter is 250000000", name);
}
