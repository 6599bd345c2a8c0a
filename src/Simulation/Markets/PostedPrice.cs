using Souk.Simulation.Numerics;

namespace Souk.Simulation.Markets;

/// <summary>The price level of data in USD: 1 at the start, rising while demand outgrows supply.</summary>
/// <remarks>
/// Excess-demand adjustment (Walras' tâtonnement in discrete time): d ln p = speed × ln(demand / supply), both relative
/// to the start. Bounded to a factor of 100 either way.
/// </remarks>
public static class PostedPrice
{
    public const double LevelMax = 100;
    private const double LevelMin = 1 / LevelMax;

    /// <summary>Tomorrow's level.</summary>
    /// <param name="level">Today's.</param>
    /// <param name="demand">Orders relative to the start.</param>
    /// <param name="supply">Active contributors relative to the start.</param>
    /// <param name="speed">Percent per percent of excess demand and day.</param>
    public static double Next(double level, double demand, double supply, double speed)
    {
        double excess = Math.Clamp(demand, LevelMin, LevelMax) / Math.Clamp(supply, LevelMin, LevelMax);
        return Math.Clamp(level * DeterministicMath.Pow(excess, speed), LevelMin, LevelMax);
    }
}
