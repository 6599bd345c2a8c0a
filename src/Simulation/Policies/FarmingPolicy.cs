namespace Souk.Simulation.Policies;

/// <summary>Points that are gathered before a snapshot, for a share of a pot.</summary>
/// <remarks>
/// A contest for a rent: Tullock, "Efficient rent seeking" (1980). Where anyone may farm at one cost, as many do as make the cost of
/// all the worth of the pot.
/// </remarks>
public static class FarmingPolicy
{
    /// <summary>What a day of farming is worth to one, USD.</summary>
    /// <param name="potUsd">The whole pot, at the price that is expected when it can be sold.</param>
    /// <param name="gathered">Points of all so far.</param>
    /// <param name="farmers">Who farm every day that is left, today included; at least the one who asks.</param>
    /// <param name="pointsPerDay">Of one who farms.</param>
    /// <param name="daysLeft">Until the snapshot; above zero.</param>
    public static double WorthOfDay(
        double potUsd,
        double gathered,
        double farmers,
        double pointsPerDay,
        int daysLeft
    ) => potUsd * pointsPerDay / (gathered + (Math.Max(1, farmers) * pointsPerDay * daysLeft));
}
