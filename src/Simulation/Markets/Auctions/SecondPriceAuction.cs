namespace Souk.Simulation.Markets.Auctions;

/// <summary>Sealed bids: the highest wins and pays the second highest.</summary>
/// <remarks>
/// Source: Vickrey, Counterspeculation, auctions, and competitive sealed tenders (Journal of Finance, 1961). To bid what
/// the thing is worth is never worse than any other bid.
/// </remarks>
public static class SecondPriceAuction
{
    /// <summary>The outcome of a column of bids; of equal bids the lower index wins.</summary>
    /// <param name="bids">Base units; negative ones never win.</param>
    /// <param name="reserve">The least that the seller takes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative reserve.</exception>
    public static AuctionOutcome Clear(ReadOnlySpan<Int128> bids, Int128 reserve)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reserve);
        TopBids top = TopBids.Of(bids);
        return top.Winner < 0 || top.First < reserve
            ? AuctionOutcome.Unsold
            : new AuctionOutcome(top.Winner, Int128.Max(top.Second, reserve));
    }
}
