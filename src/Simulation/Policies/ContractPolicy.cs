using Souk.Simulation.Numerics;

namespace Souk.Simulation.Policies;

/// <summary>What contracts for a term bring in.</summary>
public static class ContractPolicy
{
    public const int YearDays = 365;

    /// <summary>What is due on a day of a contract, base units: the days of a year add up to the yearly value exactly.</summary>
    /// <param name="yearly">Base units a year.</param>
    /// <param name="day">Whole days since the contract began, from 0.</param>
    public static Int128 Due(Int128 yearly, int day) =>
        WideMath.MultiplyDivide(yearly, day + 1, YearDays) - WideMath.MultiplyDivide(yearly, day, YearDays);

    /// <summary>Signings per day at which as many contracts begin as end, on average.</summary>
    /// <remarks>A contract that is renewed with chance r lasts term / (1 − r) on average; Little's law gives the rest.</remarks>
    public static double HoldingRate(int contracts, int termDays, double renewal) =>
        contracts * (1 - renewal) / termDays;

    /// <summary>By what signings are multiplied: (expected / first price) to −elasticity.</summary>
    /// <param name="expected">Price of a contract, any unit above 0.</param>
    /// <param name="first">The same at the start.</param>
    public static double SigningMultiple(double expected, double first, double elasticity) =>
        DeterministicMath.Pow(expected / first, -elasticity);
}
