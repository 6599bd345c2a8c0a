using Souk.Simulation.Markets.Books;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Markets.Books;

public class OrderBookTests
{
    private readonly OrderBook _book = new();
    private readonly List<Trade> _trades = [];

    [Fact]
    public void The_better_price_is_first_and_the_earlier_order_among_equals()
    {
        Sell(owner: 1, price: 12, lots: 5);
        Sell(owner: 2, price: 11, lots: 5);
        Sell(owner: 3, price: 11, lots: 5);

        _book.PlaceLimit(true, 9, 12, 12, _trades).ShouldBeNull();

        _trades.ShouldBe([new Trade(9, 2, 11, 5), new Trade(9, 3, 11, 5), new Trade(9, 1, 12, 2)]);
        _trades[2].Value.ShouldBe(24);
        _book.LotsAsked.ShouldBe(3);
    }

    [Fact]
    public void What_finds_no_price_waits()
    {
        Sell(owner: 1, price: 12, lots: 5);

        RestingOrder? order = _book.PlaceLimit(true, 9, 11, 4, _trades);

        order.ShouldNotBeNull().Lots.ShouldBe(4);
        _trades.ShouldBeEmpty();
        (_book.BestBid, _book.BestAsk).ShouldBe((11, 12));
    }

    [Fact]
    public void A_market_order_takes_what_there_is()
    {
        Sell(owner: 1, price: 12, lots: 5);
        Sell(owner: 2, price: 1_000, lots: 1);

        _book.PlaceMarket(true, 9, 8, _trades).ShouldBe(2);

        _trades.ShouldBe([new Trade(9, 1, 12, 5), new Trade(9, 2, 1_000, 1)]);
        _book.BestAsk.ShouldBeNull();
        _book.PlaceMarket(false, 9, 8, _trades).ShouldBe(8);
    }

    [Fact]
    public void A_cancelled_order_does_not_trade()
    {
        RestingOrder order = Sell(owner: 1, price: 12, lots: 5);
        _book.PlaceMarket(true, 9, 2, _trades);

        _book.Cancel(order).ShouldBe(3);
        _book.Cancel(order).ShouldBe(0);

        _book.BestAsk.ShouldBeNull();
        _book.LotsAsked.ShouldBe(0);
        _book.PlaceMarket(true, 9, 1, _trades).ShouldBe(1);
    }

    [Fact]
    public void Orders_of_nothing_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _book.PlaceLimit(true, 1, 0, 1, _trades));
        Should.Throw<ArgumentOutOfRangeException>(() => _book.PlaceLimit(true, 1, 1, 0, _trades));
        Should.Throw<ArgumentOutOfRangeException>(() => _book.PlaceMarket(true, 1, 0, _trades));
    }

    // Against a book that sorts all of its orders for every trade.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_history_trades_as_a_sorted_list_would_and_never_crosses(int seed)
    {
        List<(bool IsBuy, int Owner, long Price, long Lots)> plain = [];
        List<RestingOrder?> handles = [];
        for (uint i = 0; i < 3_000; i++)
        {
            RandomBlock draw = Philox4x32.Block((uint)seed, 0, i, 0, 0, 0);
            bool isBuy = draw.Word0 % 2 == 0;
            long price = 90 + (draw.Word1 % 21);
            long lots = 1 + (draw.Word2 % 9);
            int owner = (int)i;
            List<Trade> expected = [];
            _trades.Clear();
            if (draw.Word3 % 8 == 0 && plain.Count > 0)
            {
                int at = (int)(draw.Word0 % (uint)plain.Count);
                RestingOrder? order = handles[plain[at].Owner];
                _book.Cancel(order.ShouldNotBeNull()).ShouldBe(plain[at].Lots);
                plain.RemoveAt(at);
                handles.Add(null);
            }
            else
            {
                long left = Match(plain, isBuy, owner, price, lots, expected);
                handles.Add(_book.PlaceLimit(isBuy, owner, price, lots, _trades));
                (handles[owner]?.Lots ?? 0).ShouldBe(left);
            }

            _trades.ShouldBe(expected);
            (_book.BestBid ?? 0).ShouldBeLessThan(_book.BestAsk ?? long.MaxValue);
            _book.LotsBid.ShouldBe(plain.Where(order => order.IsBuy).Sum(order => order.Lots));
            _book.LotsAsked.ShouldBe(plain.Where(order => !order.IsBuy).Sum(order => order.Lots));
        }
    }

    private RestingOrder Sell(int owner, long price, long lots) =>
        _book.PlaceLimit(false, owner, price, lots, _trades).ShouldNotBeNull();

    private static long Match(
        List<(bool IsBuy, int Owner, long Price, long Lots)> plain,
        bool isBuy,
        int owner,
        long price,
        long lots,
        List<Trade> trades
    )
    {
        while (lots > 0)
        {
            int best = -1;
            for (int i = 0; i < plain.Count; i++)
            {
                bool fits = plain[i].IsBuy != isBuy && (isBuy ? plain[i].Price <= price : plain[i].Price >= price);
                if (
                    fits
                    && (best < 0 || (isBuy ? plain[i].Price < plain[best].Price : plain[i].Price > plain[best].Price))
                )
                {
                    best = i;
                }
            }

            if (best < 0)
            {
                plain.Add((isBuy, owner, price, lots));
                return lots;
            }

            (bool _, int other, long at, long there) = plain[best];
            long traded = Math.Min(lots, there);
            trades.Add(isBuy ? new Trade(owner, other, at, traded) : new Trade(other, owner, at, traded));
            lots -= traded;
            plain[best] = (!isBuy, other, at, there - traded);
            if (there == traded)
            {
                plain.RemoveAt(best);
            }
        }

        return 0;
    }
}
