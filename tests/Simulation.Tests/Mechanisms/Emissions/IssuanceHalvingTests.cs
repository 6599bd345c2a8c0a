using System.Numerics;
using Souk.Simulation.Mechanisms.Emissions;

namespace Souk.Simulation.Tests.Mechanisms.Emissions;

public class IssuanceHalvingTests
{
    private const long Cap = 21_000_000_000_000_000;
    private static readonly IssuanceHalving _tao = IssuanceHalving.Bittensor;

    // 21,000,000 × (1 − 2^−k) TAO in rao, as published by Bittensor's documentation of halvings.
    [Theory]
    [InlineData(10_500_000, 500_000_000)]
    [InlineData(15_750_000, 250_000_000)]
    [InlineData(18_375_000, 125_000_000)]
    [InlineData(19_687_500, 62_500_000)]
    [InlineData(20_343_750, 31_250_000)]
    public void Reward_halves_at_the_published_issuances_to_the_rao(long tao, long rao)
    {
        Int128 threshold = tao * (Int128)1_000_000_000;

        _tao.RewardAt(threshold).ShouldBe(rao);
        _tao.RewardAt(threshold - 1).ShouldBe(2 * rao);
    }

    [Fact]
    public void Both_sides_of_every_threshold_agree_with_the_definition()
    {
        for (int k = 1; k <= 40; k++)
        {
            // The first rao at which 2^k × (cap − issuance) is at most the cap.
            BigInteger threshold = Cap - (Cap / BigInteger.Pow(2, k));

            _tao.ThresholdOf(k).ShouldBe((Int128)threshold, $"halving {k}");
            _tao.RewardAt((Int128)threshold).ShouldBe(1_000_000_000 >> Math.Min(k, 31), $"halving {k}");
            _tao.RewardAt((Int128)threshold - 1).ShouldBe(1_000_000_000 >> Math.Min(k - 1, 31), $"before halving {k}");
        }
    }

    [Fact]
    public void An_era_without_recycling_lasts_ten_and_a_half_million_blocks()
    {
        // From the tenth halving on the reward is no whole number of rao, and eras become longer.
        for (int era = 0; era < 10; era++)
        {
            _tao.BlocksToHalving(_tao.ThresholdOf(era)).ShouldBe(10_500_000);
        }

        _tao.BlocksToHalving(_tao.ThresholdOf(10)).ShouldBe(10_500_006);
        _tao.BlocksToHalving(10_499_999_999_999_999).ShouldBe(1);
    }

    [Fact]
    public void Recycling_delays_the_halving_and_at_the_cap_nothing_is_issued()
    {
        _tao.BlocksToHalving(10_000_000_000_000_000).ShouldBe(500_000);
        _tao.BlocksToHalving(9_999_000_000_000_000).ShouldBe(501_000);
        _tao.RewardAt(Cap).ShouldBe(0);
        _tao.RewardAt(Cap + 1).ShouldBe(0);
        _tao.BlocksToHalving(Cap - 1).ShouldBeNull();
    }

    [Fact]
    public void A_reward_beyond_the_cap_is_refused()
    {
        Should
            .Throw<ArgumentOutOfRangeException>(() => new IssuanceHalving(10, 11))
            .Message.ShouldContain("firstReward is 11 and must lie between 1 and 10");
    }
}
