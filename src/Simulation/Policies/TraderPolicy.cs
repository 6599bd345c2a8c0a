using Souk.Simulation.Numerics;

namespace Souk.Simulation.Policies;

/// <summary>Noise traders: a normal net flow per day, proportional to the pool.</summary>
/// <remarks>Liquidity traders in the sense of Kyle, "Continuous auctions and insider trading", Econometrica 53 (1985).</remarks>
public static class TraderPolicy
{
    private const double FlowMax = 0.5;

    /// <summary>Stablecoin base units to spend (above zero) or to raise by selling (below zero).</summary>
    public static Int128 Flow(RandomStream random, int step, double flowSigma, Int128 stableReserve)
    {
        double flow = flowSigma * Distribution.Normal(random.Draw(DrawKind.TraderFlow, agent: 0, step).First);
        return (Int128)(Math.Clamp(flow, -FlowMax, FlowMax) * (double)stableReserve);
    }
}
