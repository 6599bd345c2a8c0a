using Souk.Simulation.Assemblies;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Policies;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>The price that holders expect: an average of the past, or what unlocks will leave of today's.</summary>
/// <param name="belief">Of the average, USD.</param>
internal sealed class InvestorOutlook(Expectation mode, Venue pool, IReadOnlyList<IUnlocks> unlocks, Signal belief)
{
    public void Declare(Touches touches)
    {
        touches.Updates([.. mode == Expectation.Adaptive ? new Slot[] { belief } : []]);
        foreach (Component part in mode == Expectation.Perfect ? unlocks.OfType<Component>() : [])
        {
            part.DeclareParameters(touches);
        }
    }

    /// <summary>A hazard of selling in view of the price that is expected.</summary>
    public double Hazard(double hazard, int day, InvestorHabit today)
    {
        double price = pool.Price.Value;
        return mode == Expectation.Myopic
            ? hazard
            : AnticipationPolicy.Hazard(hazard, price, Expected(price, day, today), today.Anticipation);
    }

    private double Expected(double price, int day, InvestorHabit today)
    {
        if (mode == Expectation.Adaptive)
        {
            belief.Value = day == 0 ? price : ExpectationPolicy.Next(mode, today.ExpectationRate, belief.Value, price);
            return belief.Value;
        }

        double reserve = (double)pool.Tokens.Balance;
        Int128 free = FreeAt(day - 1);
        // What is free at the close of a day is sold on the next.
        return ExpectationPolicy.Ahead(
            today.ExpectationRate,
            day,
            then =>
                AnticipationPolicy.PriceAfter(price, reserve, today.ForeseenSale * (double)(FreeAt(then - 1) - free))
        );
    }

    private Int128 FreeAt(int day)
    {
        Int128 free = 0;
        foreach (IUnlocks one in unlocks)
        {
            free += one.FreeAt(day);
        }

        return free;
    }
}
