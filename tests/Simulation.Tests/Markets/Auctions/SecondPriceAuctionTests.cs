using Souk.Simulation.Markets.Auctions;

namespace Souk.Simulation.Tests.Markets.Auctions;

public class SecondPriceAuctionTests
{
    [Fact]
    public void The_highest_bid_wins_and_pays_the_second()
    {
        SecondPriceAuction.Clear([10, 40, 30], reserve: 0).ShouldBe(new AuctionOutcome(1, 30));
    }

    [Fact]
    public void A_lonely_bid_pays_the_reserve()
    {
        SecondPriceAuction.Clear([40, 10], reserve: 25).ShouldBe(new AuctionOutcome(0, 25));
        SecondPriceAuction.Clear([40], reserve: 0).ShouldBe(new AuctionOutcome(0, 0));
    }

    [Fact]
    public void Of_equal_bids_the_lower_index_wins_and_pays_its_bid()
    {
        SecondPriceAuction.Clear([10, 40, 40], reserve: 0).ShouldBe(new AuctionOutcome(1, 40));
    }

    [Fact]
    public void Without_a_bid_of_the_reserve_nothing_is_sold()
    {
        SecondPriceAuction.Clear([10, 24], reserve: 25).ShouldBe(AuctionOutcome.Unsold);
        SecondPriceAuction.Clear([], reserve: 0).ShouldBe(AuctionOutcome.Unsold);
        SecondPriceAuction.Clear([-1], reserve: 0).IsSold.ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => SecondPriceAuction.Clear([1], reserve: -1));
    }

    // Every value, every bid, every bid of two others from 0 to 6, every reserve: 7⁵ auctions.
    [Fact]
    public void No_bid_is_better_than_what_the_thing_is_worth()
    {
        ForAll(
            (value, bid, second, third, reserve) =>
            {
                Int128 truthful = Surplus(value, SecondPriceAuction.Clear([second, value, third], reserve));
                Int128 other = Surplus(value, SecondPriceAuction.Clear([second, bid, third], reserve));

                truthful.ShouldBeGreaterThanOrEqualTo(other);
                truthful.ShouldBeGreaterThanOrEqualTo(0);
            }
        );
    }

    [Fact]
    public void The_seller_gets_the_reserve_at_least_and_the_winner_pays_the_bid_at_most()
    {
        ForAll(
            (first, second, third, fourth, reserve) =>
            {
                Int128[] bids = [first, second, third, fourth];

                AuctionOutcome outcome = SecondPriceAuction.Clear(bids, reserve);

                outcome.IsSold.ShouldBe(bids.Max() >= reserve);
                if (outcome.IsSold)
                {
                    outcome.Price.ShouldBeInRange(reserve, bids[outcome.Winner]);
                }
            }
        );
    }

    private static Int128 Surplus(int value, AuctionOutcome outcome) => outcome.Winner == 1 ? value - outcome.Price : 0;

    private static void ForAll(Action<int, int, int, int, int> law)
    {
        const int Count = 7;
        for (int i = 0; i < Count * Count * Count * Count * Count; i++)
        {
            law(i % 7, i / 7 % 7, i / 49 % 7, i / 343 % 7, i / 2_401);
        }
    }
}
