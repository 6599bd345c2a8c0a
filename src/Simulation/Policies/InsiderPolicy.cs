using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;

namespace Souk.Simulation.Policies;

/// <summary>Insiders sell a share of what was released to them, each at a constant hazard.</summary>
/// <remarks>The simplest rule with the stylised fact that unlocks press on the price for weeks, not only on the day.</remarks>
public static class InsiderPolicy
{
    /// <summary>Lists who sells, and how much: a share of the balance, rounded down.</summary>
    public static void Decide(
        RandomStream random,
        int step,
        double sellHazard,
        Share sellShare,
        ReadOnlySpan<Int128> balances,
        Shortlist sales
    )
    {
        sales.Begin();
        ShortlistPart part = sales.Open(0, balances.Length);
        for (int agent = 0; agent < balances.Length; agent++)
        {
            if (balances[agent] > 0 && random.Draw(DrawKind.InsiderDecision, agent, step).First < sellHazard)
            {
                part.Add(agent, sellShare.Of(balances[agent]));
            }
        }

        sales.Close(part);
        sales.Complete();
    }
}
