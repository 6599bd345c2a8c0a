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
}
