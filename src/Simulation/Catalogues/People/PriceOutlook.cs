using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Policies;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>How those who hold or earn tokens look ahead on a day.</summary>
/// <param name="Rate">Weight of the nearest day.</param>
/// <param name="ForeseenSale">Share of what unlocks that is expected to be sold at once.</param>
internal readonly record struct PriceTerms(double Rate, double ForeseenSale);

/// <summary>The price that holders expect: an average of the past, or what unlocks will leave of today's.</summary>
/// <param name="unlocks">Of the pool's token.</param>
/// <param name="belief">Of the average, USD.</param>
internal sealed class PriceOutlook(Expectation mode, Venue pool, IReadOnlyList<IUnlocks> unlocks, Signal belief)
{
    private readonly Outlook _outlook = new(mode, belief);

    /// <summary>All three parameters for a kind that went by today's price before it had them.</summary>
    public static ParameterSpec[] Additions { get; } =
    [
        .. ExpectationSpecs.Additions("Of the price: an average, yesterday's, or what unlocks will leave of it."),
        new("foreseen_sale", ParameterKind.Share, "Of what unlocks, that is expected to be sold at once.")
        {
            Default = "25 %",
            IsAddition = true,
        },
    ];

    /// <summary>By how much the expected price moves the hazard of a sale.</summary>
    public static ParameterSpec Anticipation { get; } =
        new(
            "anticipation",
            ParameterKind.Number,
            "Percent more hazard for a percent by which the price is above the expected one."
        )
        {
            Default = "5",
            Max = 100,
            IsAddition = true,
        };

    public static PriceTerms Read(Part then) =>
        new(then.Number(ExpectationSpecs.RateWord), then.Number("foreseen_sale"));

    public void Declare(Touches touches)
    {
        touches.ReadsYesterday(pool.Price, pool.Tokens).Updates(_outlook.Slots);
        foreach (Component part in mode == Expectation.Perfect ? unlocks.OfType<Component>() : [])
        {
            part.DeclareParameters(touches);
        }
    }

    /// <summary>Asked once a day, USD.</summary>
    public double Expected(int day, PriceTerms terms)
    {
        Func<int, double> prices = mode == Expectation.Perfect ? Prices(day, terms.ForeseenSale) : _ => 0;
        return _outlook.At(day, terms.Rate, pool.Price.Value, prices);
    }

    // What is free at the close of a day is sold on the next.
    private Func<int, double> Prices(int day, double foreseenSale)
    {
        (double price, double reserve) = (pool.Price.Value, (double)pool.Tokens.Balance);
        Int128 free = FreeAt(day - 1);
        return then => AnticipationPolicy.PriceAfter(price, reserve, foreseenSale * (double)(FreeAt(then - 1) - free));
    }

    /// <summary>The share of the price that a known unlock is foreseen to take from it.</summary>
    /// <param name="unlock">The first day on which it can be sold.</param>
    public double Fall(int day, int unlock, double foreseenSale)
    {
        double sold = foreseenSale * (double)(FreeAt(unlock - 1) - FreeAt(day - 1));
        return 1 - AnticipationPolicy.PriceAfter(1, (double)pool.Tokens.Balance, sold);
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
