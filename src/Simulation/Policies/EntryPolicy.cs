namespace Souk.Simulation.Policies;

/// <summary>Who runs a business under costs that are sunk on entry and on exit.</summary>
/// <remarks>
/// Dixit, "Entry and exit decisions under uncertainty", J. Political Economy 97 (1989): one enters above the full cost plus a
/// premium and leaves only once income falls short of cost by a margin. Between the two, the past decides.
/// </remarks>
public static class EntryPolicy
{
    /// <summary>Whether one is in after thinking it over.</summary>
    /// <param name="income">Expected per day, after energy, USD.</param>
    /// <param name="cost">Per day, USD.</param>
    /// <param name="premium">Entry at income of at least cost × (1 + premium).</param>
    /// <param name="tolerance">Exit at income below cost × (1 − tolerance).</param>
    public static bool IsIn(bool isIn, double income, double cost, double premium, double tolerance) =>
        isIn ? income >= cost * (1 - tolerance) : income >= cost * (1 + premium);

    /// <summary>The income per unit of capacity that brings just as much capacity as it is paid to; known to all.</summary>
    /// <param name="incomeMax">Above what could be paid, USD a day and unit.</param>
    /// <param name="capacity">Units that are in at an income; never falls with it.</param>
    /// <param name="pay">USD a day for all who are in; per unit it never rises with their capacity.</param>
    public static double Clearing(double incomeMax, Func<double, double> capacity, Func<double, double> pay)
    {
        const int Halvings = 50;
        (double low, double high) = (0, incomeMax);
        for (int i = 0; i < Halvings; i++)
        {
            double income = (low + high) / 2;
            double units = capacity(income);
            (low, high) = units == 0 || pay(units) > income * units ? (income, high) : (low, income);
        }

        return high;
    }
}
