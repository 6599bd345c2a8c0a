using Souk.Simulation.Numerics;

namespace Souk.Simulation.Policies;

/// <summary>How workers respond to pay.</summary>
/// <param name="HoursAtReservation">Hours per day at the wage that one asks.</param>
/// <param name="HoursElasticity">Percent more hours for a percent higher wage.</param>
/// <param name="HoursMax">Per day.</param>
/// <param name="TargetShare">Who stop once they have what they would earn at the wage they ask.</param>
/// <param name="EffortCostUsd">Of one unit of effort in one task.</param>
/// <param name="PaysByQuality">Whether a task pays in proportion to its quality.</param>
public readonly record struct LabourHabit(
    double HoursAtReservation,
    double HoursElasticity,
    double HoursMax,
    double TargetShare,
    double EffortCostUsd,
    bool PaysByQuality
);

/// <summary>Hours and effort of workers who are paid by task.</summary>
/// <remarks>
/// Participation by lognormal reservation wages and target earning: Horton and Chilton, EC 2010, arXiv:1001.0627. Effort:
/// quality 1 − (1 − a)e⁻ˣ at ability a and effort x, at a cost c per unit, is best where the marginal reward equals c.
/// </remarks>
public static class LabourPolicy
{
    private const double MinutesPerHour = 60;

    /// <summary>Whole minutes that one offers for a day, rounded down; none below the wage that one asks.</summary>
    /// <param name="wage">Expected, USD per hour.</param>
    /// <param name="asked">Reservation wage, USD per hour; above zero.</param>
    /// <param name="targetDraw">Uniform trait of the worker: below the target share, one has a target.</param>
    public static uint Minutes(double wage, double asked, double targetDraw, in LabourHabit habit)
    {
        if (wage < asked)
        {
            return 0;
        }

        double elasticity = targetDraw < habit.TargetShare ? -1 : habit.HoursElasticity;
        double hours = habit.HoursAtReservation * DeterministicMath.Pow(wage / asked, elasticity);
        return (uint)(Math.Min(hours, habit.HoursMax) * MinutesPerHour);
    }

    /// <summary>Quality of a task under the effort that pays best, between 0 and 1.</summary>
    /// <param name="ability">Quality without effort, 0 to 1.</param>
    /// <param name="payUsd">For a task of quality 1.</param>
    public static double Quality(double ability, double payUsd, in LabourHabit habit) =>
        habit.PaysByQuality && payUsd > 0 ? Math.Max(ability, 1 - (habit.EffortCostUsd / payUsd)) : ability;

    /// <summary>
    /// The wage at which supply takes up what is paid: the largest w up to <paramref name="wageMax"/> with w × hours(w) at
    /// most the budget, for workers who all expect w.
    /// </summary>
    /// <remarks>Income w × hours(w) rises with w wherever the elasticity of hours is above −1, so bisection finds it.</remarks>
    public static double ClearingWage(
        double wageMax,
        double budgetUsd,
        ReadOnlySpan<double> asked,
        ReadOnlySpan<double> targets,
        in LabourHabit habit
    )
    {
        const int Halvings = 40;
        if (wageMax * Hours(wageMax, asked, targets, habit) <= budgetUsd)
        {
            return wageMax;
        }

        (double low, double high) = (0, wageMax);
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2;
            bool fits = middle * Hours(middle, asked, targets, habit) <= budgetUsd;
            (low, high) = fits ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static double Hours(
        double wage,
        ReadOnlySpan<double> asked,
        ReadOnlySpan<double> targets,
        in LabourHabit habit
    )
    {
        ulong minutes = 0;
        for (int i = 0; i < asked.Length; i++)
        {
            minutes += Minutes(wage, asked[i], targets[i], habit);
        }

        return minutes / MinutesPerHour;
    }
}
