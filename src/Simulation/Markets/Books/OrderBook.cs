namespace Souk.Simulation.Markets.Books;

/// <summary>A continuous double auction: the best price first, of equal prices the earlier order.</summary>
/// <remarks>
/// Prices are whole payment units for a lot, so that a trade's value is exact. After every call the best bid is below the
/// best ask. Whether the owners can pay is the caller's to see to: set their money and tokens aside before the order.
/// An owner's orders may meet each other. Not for two threads.
/// </remarks>
public sealed class OrderBook
{
    private readonly BookSide _bids = new(isBuy: true);
    private readonly BookSide _asks = new(isBuy: false);
    private long _sequence;

    /// <summary>The highest price that someone would pay, or null.</summary>
    public long? BestBid => _bids.Best is { } order ? order.Price : null;

    /// <summary>The lowest price that someone would take, or null.</summary>
    public long? BestAsk => _asks.Best is { } order ? order.Price : null;

    /// <summary>Lots that wait to be bought.</summary>
    public Int128 LotsBid => _bids.Lots;

    /// <summary>Lots that wait to be sold.</summary>
    public Int128 LotsAsked => _asks.Lots;

    /// <summary>Trades at the limit or better; what is left waits in the book.</summary>
    /// <param name="isBuy">Buys; otherwise sells.</param>
    /// <param name="owner">Whose order it is.</param>
    /// <param name="price">The limit.</param>
    /// <param name="lots">How many lots.</param>
    /// <param name="trades">Receives the trades, in the order in which they happen.</param>
    /// <returns>The order, by which it can be cancelled; null where nothing is left.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A price or number below one.</exception>
    public RestingOrder? PlaceLimit(bool isBuy, int owner, long price, long lots, List<Trade> trades)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(price, 1);
        long left = Match(isBuy, owner, price, lots, trades);
        if (left == 0)
        {
            return null;
        }

        RestingOrder order = new(isBuy, owner, price, _sequence++, left);
        (isBuy ? _bids : _asks).Add(order);
        return order;
    }

    /// <summary>Trades at whatever price there is.</summary>
    /// <param name="isBuy">Buys; otherwise sells.</param>
    /// <param name="owner">Whose order it is.</param>
    /// <param name="lots">How many lots.</param>
    /// <param name="trades">Receives the trades, in the order in which they happen.</param>
    /// <returns>Lots for which there was no order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number below one.</exception>
    public long PlaceMarket(bool isBuy, int owner, long lots, List<Trade> trades) =>
        Match(isBuy, owner, isBuy ? long.MaxValue : 1, lots, trades);

    /// <summary>Takes an order out of the book.</summary>
    /// <returns>The lots that were left of it: zero where it was filled or cancelled before.</returns>
    public long Cancel(RestingOrder order) => (order.IsBuy ? _bids : _asks).Remove(order);

    private long Match(bool isBuy, int owner, long limit, long lots, List<Trade> trades)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lots, 1);
        BookSide side = isBuy ? _asks : _bids;
        while (lots > 0 && side.Best is { } best && (isBuy ? best.Price <= limit : best.Price >= limit))
        {
            long traded = Math.Min(lots, best.Lots);
            trades.Add(
                isBuy
                    ? new Trade(owner, best.Owner, best.Price, traded)
                    : new Trade(best.Owner, owner, best.Price, traded)
            );
            side.Fill(best, traded);
            lots -= traded;
        }

        return lots;
    }
}
