namespace Souk.Simulation.Policies;

/// <summary>A price that somebody called out.</summary>
/// <param name="Price">In any unit, above zero.</param>
/// <param name="IsOffer">Whether a seller did; else a buyer.</param>
/// <param name="IsAccepted">Whether somebody traded at it.</param>
public readonly record struct Shout(double Price, bool IsOffer, bool IsAccepted);

/// <summary>How fast a trader learns.</summary>
/// <param name="Rate">Of the gap to its aim that a quote closes at once (Cliff's β).</param>
/// <param name="Momentum">Of the last change, that goes on (Cliff's γ).</param>
public readonly record struct BidHabit(double Rate, double Momentum);

/// <summary>How traders with a limit learn what to bid from what others call out: zero intelligence plus.</summary>
/// <remarks>
/// Cliff, "Minimal-intelligence agents for bargaining behaviors in market-based environments", HP Laboratories HPL-97-91 (1997):
/// a quote is a limit and a margin, and a rule of Widrow and Hoff moves it towards a price a little beyond the last one that was
/// called out. Its quotes come to the competitive price of the day's costs and values.
/// </remarks>
public static class BidPolicy
{
    /// <summary>Whether a trader now asks for more (1), for less (−1), or keeps its quote (0): more is dearer for both sides.</summary>
    /// <param name="isActive">Whether it still has something to trade today; one who has not never becomes more modest.</param>
    public static int Direction(bool isSeller, bool isActive, double quote, in Shout shout)
    {
        bool isBetter = isSeller ? quote <= shout.Price : quote >= shout.Price;
        bool isWorse = isActive && (isSeller ? quote >= shout.Price : quote <= shout.Price);
        int greedy = isSeller ? 1 : -1;
        // One learns modesty from a rival who was refused, and from one of the other side who found somebody else.
        bool teaches = shout.IsAccepted ? shout.IsOffer != isSeller : shout.IsOffer == isSeller;
        return shout.IsAccepted && isBetter ? greedy
            : teaches && isWorse ? -greedy
            : 0;
    }

    /// <summary>The price that a quote moves towards: beyond the one called out by up to a share of it and of a scale.</summary>
    /// <param name="step">Largest share, such as 5 %.</param>
    /// <param name="scale">In the unit of prices, so that the aim moves at low prices, too.</param>
    /// <param name="first">Uniform, for the share of the price.</param>
    /// <param name="second">Uniform, for the share of the scale.</param>
    public static double Aim(double price, int direction, double step, double scale, double first, double second) =>
        (price * (1 + (direction * step * first))) + (direction * step * scale * second);

    /// <summary>The next quote, within the limit, and the change that the next one remembers.</summary>
    /// <param name="limit">A seller's least, a buyer's most.</param>
    public static (double Quote, double Change) Next(
        bool isSeller,
        double quote,
        double limit,
        double aim,
        double lastChange,
        in BidHabit habit
    )
    {
        double change = (habit.Momentum * lastChange) + ((1 - habit.Momentum) * habit.Rate * (aim - quote));
        double next = quote + change;
        return (isSeller ? Math.Max(limit, next) : Math.Clamp(next, 0, limit), change);
    }
}
