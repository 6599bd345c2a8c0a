namespace Souk.Simulation.Markets.Auctions;

/// <summary>An open auction in which the price rises by a least step.</summary>
public static class EnglishAuction
{
    /// <summary>Bids that are called out one after another: each must reach the asking price, the last that does wins.</summary>
    /// <remarks>The asking price is the reserve, then the last accepted bid and the increment.</remarks>
    /// <param name="bidders">Who bids, in the order of the calls.</param>
    /// <param name="bids">What they bid, in base units.</param>
    /// <param name="reserve">The least that the seller takes.</param>
    /// <param name="increment">The least by which a bid must rise.</param>
    /// <exception cref="ArgumentException">Not one bid for each bidder.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative reserve, or an increment below one.</exception>
    public static AuctionOutcome Call(
        ReadOnlySpan<int> bidders,
        ReadOnlySpan<Int128> bids,
        Int128 reserve,
        Int128 increment
    )
    {
        if (bidders.Length != bids.Length)
        {
            throw new ArgumentException($"{bidders.Length} bidders made {bids.Length} bids.", nameof(bids));
        }

        Check(reserve, increment);
        AuctionOutcome leading = AuctionOutcome.Unsold;
        for (int i = 0; i < bids.Length; i++)
        {
            Int128 asking = leading.IsSold ? leading.Price + increment : reserve;
            if (bids[i] >= asking)
            {
                leading = new(bidders[i], bids[i]);
            }
        }

        return leading;
    }

    /// <summary>Where it ends if everyone goes along up to a limit, as with proxy bids.</summary>
    /// <remarks>
    /// The highest limit wins, of equal ones the lower index. The price is the second highest limit and the increment, or
    /// the reserve if that is more, but never above the winner's limit.
    /// </remarks>
    /// <param name="limits">The most that each bidder would pay, in base units; negative ones never win.</param>
    /// <param name="reserve">The least that the seller takes.</param>
    /// <param name="increment">The least by which a bid must rise.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative reserve, or an increment below one.</exception>
    public static AuctionOutcome Proxy(ReadOnlySpan<Int128> limits, Int128 reserve, Int128 increment)
    {
        Check(reserve, increment);
        TopBids top = TopBids.Of(limits);
        if (top.Winner < 0 || top.First < reserve)
        {
            return AuctionOutcome.Unsold;
        }

        Int128 asking = top.Second < reserve ? reserve : top.Second + increment;
        return new AuctionOutcome(top.Winner, Int128.Min(asking, top.First));
    }

    private static void Check(Int128 reserve, Int128 increment)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reserve);
        ArgumentOutOfRangeException.ThrowIfLessThan(increment, Int128.One);
    }
}
