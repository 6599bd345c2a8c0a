using System.Numerics;
using Souk.Simulation.Mechanisms.DataFarms;

namespace Souk.Simulation.Tests.Mechanisms.DataFarms;

/// <summary>The cases of oceanprotocol/df-py at 026242f, df_py/volume/test/test_calc_rewards.py, in millionths of OCEAN.</summary>
public class DataFarmTests
{
    private const long One = 1_000_000;

    // test_simple: one staker, one asset.
    [Fact]
    public void One_staker_on_one_asset_gets_all()
    {
        Rewards(10 * One, [new(One)], [Stake(0, 0, 1_000 * One)]).ShouldBe([10 * One]);
    }

    // test_two_nfts_both_with_volume: 10 / 3 / 2 for each of LP1's, 10 / 3 for the others.
    [Fact]
    public void Assets_share_by_volume_and_stakers_by_allocation()
    {
        FarmStake[] stakes =
        [
            Stake(0, 0, 5_000 * One),
            Stake(0, 1, 10_000 * One),
            Stake(1, 0, 5_000 * One),
            Stake(1, 2, 10_000 * One),
        ];

        Rewards(10 * One, [new(One), new(One)], stakes).ShouldBe([1_666_666, 3_333_333, 1_666_666, 3_333_333]);
    }

    // test_bound_APY_one_nft and …both_low_stake__one_nft_dominates_stake.
    [Fact]
    public void Locked_tokens_bound_the_reward()
    {
        Rewards(10_000 * One, [new(One)], [Stake(0, 0, One)]).ShouldBe([15_717]);
        Rewards(10_000 * One, [new(One), new(One)], [Stake(0, 0, 5 * One), Stake(1, 1, 20_000 * One)])
            .ShouldBe([78_585, 314_340_000]);
    }

    // test_bound_by_DCV_1nft_1account and _2accounts.
    [Fact]
    public void Volume_bounds_the_reward_by_the_caps_of_the_week()
    {
        FarmStake[] two = [Stake(0, 0, 500_000 * One), Stake(0, 1, 500_000 * One)];

        Rewards(10_000 * One, [new(100 * One, VolumeCap.PartsPerBillion(9, false))], [Stake(0, 0, 1_000_000 * One)])
            .ShouldBe([100 * One]);
        Rewards(10_000 * One, [new(100 * One, VolumeCap.PartsPerBillion(30, true))], [Stake(0, 0, 1_000_000 * One)])
            .ShouldBe([20_100_000]);
        // Each staker is bound by the whole volume upstream as well: two get 50 each.
        Rewards(10_000 * One, [new(100 * One, 500_000_000)], two).ShouldBe([50 * One, 50 * One]);
    }

    // test_two_LPs__two_NFTs__two_LPs_created and …one_LP_created_one_NFT.
    [Fact]
    public void A_publisher_counts_twice_on_what_it_published()
    {
        FarmStake[] stakes =
        [
            Stake(0, 0, 50_000 * One),
            Stake(0, 1, 100_000 * One),
            Stake(1, 0, 100_000 * One),
            Stake(1, 1, 50_000 * One),
        ];

        Rewards(10 * One, [new(One, null, 0), new(One, null, 1)], stakes)
            .ShouldBe([2_500_000, 2_500_000, 2_500_000, 2_500_000]);
    }

    // test_divide_by_zero and test_two_nfts_one_with_volume.
    [Fact]
    public void Assets_without_volume_get_nothing()
    {
        FarmStake[] stakes = [Stake(0, 0, 10_000 * One), Stake(0, 1, 10_000 * One), Stake(1, 2, 10_000 * One)];

        Rewards(10_000 * One, [new(0), new(0)], stakes).ShouldBe([0, 0, 0]);
        Rewards(10 * One, [new(One), new(0)], stakes).ShouldBe([5 * One, 5 * One, 0]);
    }

    // test_calc_dcv_multiplier of the same repository: 1, 0.951, 0.4665 …
    [Theory]
    [InlineData(8, false, null)]
    [InlineData(9, false, 1_000_000_000L)]
    [InlineData(10, false, 951_500_000L)]
    [InlineData(20, false, 466_500_000L)]
    [InlineData(28, false, 78_500_000L)]
    [InlineData(29, false, 1_000_000L)]
    [InlineData(81, true, 201_000_000L)]
    [InlineData(82, true, 1_005_000_000L)]
    public void Caps_fall_by_week(int week, bool isFeed, long? parts)
    {
        VolumeCap.PartsPerBillion(week, isFeed).ShouldBe(parts);
    }

    // test_rank_3_nfts: log10 of 4.5, 2.25 and 1.5 for volumes 1.0, 0.002 and 0.001; equal volumes share rank 1.
    [Fact]
    public void Ranks_flatten_the_differences_between_volumes()
    {
        RankWeights.Of([1_000, 2, 1]).ShouldBe([653_212_514ul, 352_182_518, 176_091_259]);
        RankWeights.Of([5, 5, 5]).ShouldBe([176_091_259ul, 176_091_259, 176_091_259]);
        RankWeights.Of([3, 2, 1, 0], assetsMax: 2).ShouldBe([477_121_255ul, 176_091_259, 0, 0]);
    }

    // test_rank_200_NFTs: the hundred best of 200 get something, each more than the next.
    [Fact]
    public void Beyond_the_hundredth_rank_nothing_is_paid()
    {
        FarmAsset[] assets = [.. Enumerable.Range(0, 200).Select(i => new FarmAsset((1_000 - i) * One))];
        FarmStake[] stakes = [.. Enumerable.Range(0, 200).Select(i => Stake(i, i, 1_000 * One))];
        BigInteger[] weights = [.. RankWeights.Of([.. assets.Select(a => a.Volume)]).Select(w => (BigInteger)w)];

        Int128[] rewards = DataFarm.Ocean.Rewards(10 * One, assets, weights, stakes);

        rewards.Skip(100).ShouldAllBe(reward => reward == 0);
        rewards.Take(100).Zip(rewards.Skip(1)).ShouldAllBe(pair => pair.First > pair.Second);
        ((double)rewards.Aggregate((a, b) => a + b)).ShouldBe(10 * One, tolerance: 100);
    }

    [Fact]
    public void Rewards_never_exceed_the_budget()
    {
        for (int seed = 1; seed <= 200; seed++)
        {
            FarmAsset[] assets =
            [
                .. Enumerable.Range(0, 5).Select(i => new FarmAsset(seed * (i + 1) * 7_919L % 1_000, null, i)),
            ];
            FarmStake[] stakes =
            [
                .. Enumerable
                    .Range(0, 30)
                    .Select(i => Stake(i % 5, i / 5, (seed * (i + 3) * 104_729L % 100_000) * One)),
            ];

            Rewards(1_000_003, assets, stakes).Aggregate((a, b) => a + b).ShouldBeLessThanOrEqualTo(1_000_003);
        }
    }

    [Fact]
    public void Bad_numbers_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new DataFarm(-1)).Message.ShouldContain("is -1 and must lie");
        Should.Throw<ArgumentOutOfRangeException>(() => Rewards(1, [new(1)], [Stake(0, 0, -5)]));
        Should.Throw<ArgumentOutOfRangeException>(() => DataFarm.Ocean.Rewards(1, [new(1)], [], []));
    }

    private static Int128[] Rewards(Int128 budget, FarmAsset[] assets, FarmStake[] stakes) =>
        DataFarm.Ocean.Rewards(budget, assets, DataFarm.ByVolume(assets), stakes);

    private static FarmStake Stake(int asset, int staker, Int128 amount) => new(asset, staker, amount, amount);
}
