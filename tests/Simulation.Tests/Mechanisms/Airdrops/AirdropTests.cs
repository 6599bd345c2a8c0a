using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Mechanisms.Airdrops;

namespace Souk.Simulation.Tests.Mechanisms.Airdrops;

public class AirdropTests
{
    [Fact]
    public void A_pot_is_divided_by_points_and_small_accounts_get_nothing()
    {
        // 100 over 3 and 4 points: 42.86 and 57.14, whose unit goes to the first.
        AirdropRules.ProRata(100, [3, 4, 1, 0], pointsMin: 2).ShouldBe([43, 57, 0, 0]);
        AirdropRules.ProRata(100, [1, 1], pointsMin: 2).ShouldBe([0, 0]);
    }

    [Fact]
    public void Pro_rata_gives_out_the_pot_exactly()
    {
        Prop.ForAll<ulong, ushort[]>(
                (pot, points) =>
                {
                    Int128[] amounts = AirdropRules.ProRata(pot, [.. points.Select(p => (long)p)]);
                    Int128 sum = amounts.Aggregate(Int128.Zero, (total, amount) => total + amount);
                    return sum == (points.Any(p => p > 0) ? pot : 0);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Tiers_pay_by_the_highest_reached_and_never_more_than_the_pot()
    {
        AirdropTier[] tiers = [new(10, 100), new(50, 300)];

        AirdropRules.Tiers(500, [9, 10, 49, 50], tiers).ShouldBe([0, 100, 100, 300]);
        Should
            .Throw<ArgumentException>(() => AirdropRules.Tiers(499, [9, 10, 49, 50], tiers))
            .Message.ShouldContain("need 500 and the pot is 499");
        Should.Throw<ArgumentException>(() => AirdropRules.Tiers(1_000, [1], [new(5, 1), new(5, 2)]));
        Should.Throw<ArgumentOutOfRangeException>(() => AirdropRules.ProRata(1, [-1]));
    }

    [Fact]
    public void Claims_are_paid_once_within_the_window_and_the_rest_returns()
    {
        Airdrop airdrop = new([30, 20, 50], opensStep: 10, closesStep: 20);

        airdrop.Claim(0, step: 9).ShouldBe(0);
        airdrop.Claim(0, step: 10).ShouldBe(30);
        airdrop.Claim(0, step: 11).ShouldBe(0);
        airdrop.Claim(1, step: 19).ShouldBe(20);
        airdrop.ReturnUnclaimed(step: 19).ShouldBe(0);
        airdrop.Claim(2, step: 20).ShouldBe(0);
        airdrop.ReturnUnclaimed(step: 20).ShouldBe(50);
        airdrop.ReturnUnclaimed(step: 21).ShouldBe(0);
    }

    [Fact]
    public void Claimed_open_and_returned_always_make_the_total()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Airdrop airdrop = new([seed, 7, 11 * seed, 0, 5], 3, 12 + (seed % 5));
            for (int step = 0; step < 25; step++)
            {
                airdrop.Claim((step * 7 + seed) % 5, step);
                airdrop.ReturnUnclaimed(step);
                (airdrop.Claimed + airdrop.Open + airdrop.Returned).ShouldBe(airdrop.Total);
            }

            airdrop.Open.ShouldBe(0);
        }
    }

    [Fact]
    public void A_window_that_closes_before_it_opens_is_refused()
    {
        Should
            .Throw<ArgumentOutOfRangeException>(() => new Airdrop([1], opensStep: 5, closesStep: 4))
            .Message.ShouldContain("closesStep is 4 and must lie between 5 and");
    }
}
