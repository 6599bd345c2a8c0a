using Souk.Simulation.Markets;
using Souk.Simulation.Policies;

namespace Souk.Simulation.Tests.Policies;

public class BidPolicyTests
{
    [Theory]
    // A seller who would have taken less asks for more; one who would not and still sells asks for less.
    [InlineData(true, true, 90, true, true, 1)]
    [InlineData(true, true, 110, false, true, -1)]
    [InlineData(true, false, 110, false, true, 0)]
    [InlineData(true, true, 110, true, true, 0)]
    // A rival's offer that nobody wants teaches modesty, a bid that nobody wants does not.
    [InlineData(true, true, 110, true, false, -1)]
    [InlineData(true, true, 110, false, false, 0)]
    [InlineData(true, true, 90, true, false, 0)]
    // The mirror of it for buyers: less is greed.
    [InlineData(false, true, 110, true, true, -1)]
    [InlineData(false, true, 90, true, true, 1)]
    [InlineData(false, false, 90, true, true, 0)]
    [InlineData(false, true, 90, false, false, 1)]
    [InlineData(false, true, 90, true, false, 0)]
    public void Quotes_move_as_in_the_table_of_Cliff(
        bool isSeller,
        bool isActive,
        double quote,
        bool isOffer,
        bool isAccepted,
        int direction
    ) => BidPolicy.Direction(isSeller, isActive, quote, new Shout(100, isOffer, isAccepted)).ShouldBe(direction);

    [Fact]
    public void A_quote_closes_a_share_of_the_gap_keeps_some_momentum_and_stays_within_its_limit()
    {
        BidHabit habit = new(Rate: 0.5, Momentum: 0.1);

        (double quote, double change) = BidPolicy.Next(isSeller: true, 100, limit: 60, aim: 80, lastChange: -10, habit);
        (double least, _) = BidPolicy.Next(isSeller: true, 61, limit: 60, aim: 0, lastChange: 0, habit);
        (double most, _) = BidPolicy.Next(isSeller: false, 59, limit: 60, aim: 200, lastChange: 0, habit);

        // 0.1 × −10 + 0.9 × 0.5 × −20
        change.ShouldBe(-10, 1e-12);
        quote.ShouldBe(90, 1e-12);
        least.ShouldBe(60);
        most.ShouldBe(60);
    }

    [Fact]
    public void An_aim_is_beyond_the_price_by_up_to_a_share_of_it_and_of_the_scale()
    {
        BidPolicy.Aim(100, direction: 1, step: 0.05, scale: 20, first: 1, second: 1).ShouldBe(106, 1e-12);
        BidPolicy.Aim(100, direction: -1, step: 0.05, scale: 20, first: 0.5, second: 0).ShouldBe(97.5, 1e-12);
    }

    [Fact]
    public void The_competitive_price_lies_between_the_last_pair_that_gains_and_the_first_that_would_lose()
    {
        CompetitivePrice schedules = CompetitivePrice.Of([5, 1, 3, 9], [8, 2, 6, 4]);

        // 8 − 1 and 6 − 3; the third seller wants 5 and the third buyer gives 4.
        schedules.ShouldBe(new CompetitivePrice(Low: 4, High: 5, Units: 2, Surplus: 10));
        schedules.Middle.ShouldBe(4.5);
        CompetitivePrice.Of([3], [2]).ShouldBe(default);
        CompetitivePrice.Of([1, 1, 1], [2, 2]).ShouldBe(new CompetitivePrice(Low: 1, High: 1, Units: 2, Surplus: 2));
    }
}
