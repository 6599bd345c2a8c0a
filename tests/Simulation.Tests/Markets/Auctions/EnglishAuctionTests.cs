using Souk.Simulation.Markets.Auctions;

namespace Souk.Simulation.Tests.Markets.Auctions;

public class EnglishAuctionTests
{
    [Fact]
    public void A_called_bid_must_reach_the_asking_price()
    {
        // 9 is below the reserve, 14 below 10 + 5, so 10, 15 and 21 are accepted; 25 is below 21 + 5.
        AuctionOutcome outcome = EnglishAuction.Call([1, 2, 3, 1, 2, 3], [9, 10, 14, 15, 21, 25], 10, 5);

        outcome.ShouldBe(new AuctionOutcome(2, 21));
    }

    [Fact]
    public void Without_a_bid_of_the_reserve_nothing_is_sold()
    {
        EnglishAuction.Call([1], [9], reserve: 10, increment: 1).ShouldBe(AuctionOutcome.Unsold);
        EnglishAuction.Proxy([9, 8], reserve: 10, increment: 1).ShouldBe(AuctionOutcome.Unsold);
        EnglishAuction.Proxy([], reserve: 0, increment: 1).ShouldBe(AuctionOutcome.Unsold);
    }

    [Theory]
    [InlineData(100, 60, 40, 5, 0, 65)]
    [InlineData(100, 98, 40, 5, 0, 100)]
    [InlineData(100, 30, 20, 5, 40, 40)]
    [InlineData(100, 38, 20, 5, 40, 40)]
    [InlineData(100, 40, 20, 5, 40, 45)]
    public void The_price_rises_until_the_second_stops(int a, int b, int c, int increment, int reserve, int price)
    {
        EnglishAuction.Proxy([c, a, b], reserve, increment).ShouldBe(new AuctionOutcome(1, price));
    }

    [Fact]
    public void Of_equal_limits_the_lower_index_wins_at_the_limit()
    {
        EnglishAuction.Proxy([10, 50, 50], reserve: 0, increment: 5).ShouldBe(new AuctionOutcome(1, 50));
    }

    // Bidders who raise the asking price in turn end within one increment of the proxies' price, with the same winner where
    // limits differ by more than that.
    [Fact]
    public void Proxies_end_where_calls_would()
    {
        for (int i = 0; i < 4_096; i++)
        {
            Int128[] limits = [i % 16 * 4, i / 16 % 16 * 4, i / 256 * 4];
            AuctionOutcome called = CallInTurn(limits, reserve: 6, increment: 1);

            AuctionOutcome proxy = EnglishAuction.Proxy(limits, reserve: 6, increment: 1);

            proxy.IsSold.ShouldBe(called.IsSold);
            if (proxy.IsSold)
            {
                proxy.Price.ShouldBeInRange(called.Price - 1, called.Price + 1);
                limits[proxy.Winner].ShouldBe(limits[called.Winner]);
                proxy.Price.ShouldBeInRange(6, limits[proxy.Winner]);
            }
        }
    }

    [Fact]
    public void Senseless_terms_are_refused()
    {
        Should.Throw<ArgumentException>(() => EnglishAuction.Call([1, 2], [1], 0, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => EnglishAuction.Call([1], [1], -1, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => EnglishAuction.Proxy([1], 0, 0));
    }

    private static AuctionOutcome CallInTurn(Int128[] limits, Int128 reserve, Int128 increment)
    {
        List<int> bidders = [];
        List<Int128> bids = [];
        int leader = -1;
        Int128 asking = reserve;
        while (Array.FindIndex(limits, limit => limit >= asking) >= 0)
        {
            int next = Enumerable.Range(0, limits.Length).FirstOrDefault(i => i != leader && limits[i] >= asking, -1);
            if (next < 0)
            {
                break;
            }

            bidders.Add(next);
            bids.Add(asking);
            leader = next;
            asking += increment;
        }

        return EnglishAuction.Call([.. bidders], [.. bids], reserve, increment);
    }
}
