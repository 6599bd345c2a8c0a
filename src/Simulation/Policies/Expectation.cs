namespace Souk.Simulation.Policies;

/// <summary>What people believe that tomorrow brings.</summary>
public enum Expectation
{
    /// <summary>An average that forgets at a stated rate.</summary>
    Adaptive,

    /// <summary>As today; the bound of an average that forgets at once.</summary>
    Myopic,

    /// <summary>What will be paid if all others know it, too; the bound of full information.</summary>
    Perfect,
}

/// <summary>How beliefs follow what happened, and what is known to come.</summary>
public static class ExpectationPolicy
{
    /// <summary>The most days that a look ahead takes in.</summary>
    public const int AheadDaysMax = 365;

    private const double NeglectedShare = 1e-3;

    /// <summary>A belief after one more observation; <see cref="Expectation.Perfect"/> is worked out by its kind instead.</summary>
    public static double Next(Expectation mode, double rate, double belief, double observed) =>
        mode == Expectation.Adaptive ? belief + (rate * (observed - belief)) : observed;

    /// <summary>What is expected of a path that is known: the mirror of an adaptive belief, which weighs the past alike.</summary>
    /// <param name="rate">r of Σ r (1 − r)ᵏ x(day + k): 1 sees today alone.</param>
    /// <param name="day">The first day that counts.</param>
    /// <param name="path">Asked for day after day, without a gap.</param>
    /// <remarks>Ends after a year or where less than a thousandth is left, which goes to the day after.</remarks>
    public static double Ahead(double rate, int day, Func<int, double> path)
    {
        (double mean, double left) = (0, 1);
        int end = day + AheadDaysMax;
        while (day < end && left > NeglectedShare)
        {
            mean += left * rate * path(day++);
            left *= 1 - rate;
        }

        return left > 0 ? mean + (left * path(day)) : mean;
    }
}
