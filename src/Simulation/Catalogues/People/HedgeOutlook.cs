using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Policies;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>What a class has seen of its unlocks.</summary>
/// <param name="Eve">Price on the eve of the last one, USD.</param>
/// <param name="Belief">Share of the price that one is believed to take.</param>
/// <param name="Count">How many were seen.</param>
internal sealed record SeenUnlocks(Signal Eve, Signal Belief, Counter Count);

/// <summary>How much of the price the next unlock is expected to take: as much as those before did, or as is foreseen.</summary>
/// <param name="unlocks">Days, rising.</param>
internal sealed class HedgeOutlook(Expectation mode, PriceOutlook prices, Venue pool, SeenUnlocks seen, int[] unlocks)
{
    // One that is followed by another within it is not seen.
    private const int SeenDays = 7;

    public void Declare(Touches touches)
    {
        prices.Declare(touches);
        touches.ReadsYesterday(pool.Price).Updates(seen.Eve, seen.Belief, seen.Count);
    }

    /// <summary>Takes note of the price on the eve of an unlock and a week after it.</summary>
    /// <param name="rate">Weight of the last unlock; the first is believed as it was.</param>
    public void Observe(int day, double rate)
    {
        double price = pool.Price.Value;
        if (unlocks.Contains(day))
        {
            seen.Eve.Value = price;
        }
        else if (seen.Eve.Value > 0 && unlocks.LastOrDefault(unlock => unlock <= day, -SeenDays) == day - SeenDays)
        {
            double fall = 1 - (price / seen.Eve.Value);
            bool isFirst = seen.Count.Value++ == 0;
            seen.Belief.Value = isFirst ? fall : ExpectationPolicy.Next(mode, rate, seen.Belief.Value, fall);
        }
    }

    /// <summary>Whether the next unlock is expected to take at least what hedging costs, as a share of the price.</summary>
    public bool IsWorth(int day, int unlock, InvestorHabit today)
    {
        double fall =
            mode == Expectation.Perfect ? prices.Fall(day, unlock, today.Price.ForeseenSale) : seen.Belief.Value;
        return Math.Max(0, fall) >= today.HedgeCost;
    }
}
