using Souk.Simulation.Numerics;

namespace Souk.Simulation.Policies;

/// <summary>Insiders sell a share of what was released to them, each at a constant hazard.</summary>
/// <remarks>The simplest rule with the stylised fact that unlocks press on the price for weeks, not only on the day.</remarks>
public static class InsiderPolicy
{
    /// <summary>Writes what each insider sells, rounded down.</summary>
    public static void Decide(
        RandomStream random,
        int step,
        double sellHazard,
        Share sellShare,
        ReadOnlySpan<Int128> balances,
        Span<Int128> sales
    )
    {
        for (int agent = 0; agent < balances.Length; agent++)
        {
            bool sells = balances[agent] > 0 && random.Draw(DrawKind.InsiderDecision, agent, step).First < sellHazard;
            sales[agent] = sells ? sellShare.Of(balances[agent]) : 0;
        }
    }
}
