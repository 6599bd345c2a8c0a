using Souk.Simulation.Mechanisms.Consensus;

namespace Souk.Simulation.Tests.Mechanisms.Consensus;

/// <summary>
/// Vectors: opentensor/subtensor 14bc6f9, `pallets/subtensor/src/tests/epoch.rs`. Bonds, dividends and emission equal the
/// chain's to the unit; emissions that the source does not assert stand in its comments, which print the chain's trace.
/// </summary>
public class Yuma1Tests
{
    private const ushort All = 65_535;

    [Fact]
    public void A_lone_neuron_that_weighs_itself_earns_by_stake_only()
    {
        ChainSubnet subnet = new(YumaVersion.Yuma1, new() { ValidatorsMax = 64 }, [1_000_000_000], registeredAt: 0);
        subnet.SetWeights(0, block: 1, [0], [All]);

        EpochResult result = subnet.RunEpoch(block: 1, lastEpochBlock: 0);

        (result.Consensus[0], result.Incentives[0], result.Dividends[0]).ShouldBe(((ushort)0, (ushort)0, (ushort)0));
        ChainSubnet.Earned(result).ShouldBe([1_000_000_000UL]);
    }

    [Fact]
    public void Ten_neurons_that_weigh_themselves_earn_by_stake_only()
    {
        ulong[] stakes = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        ChainSubnet subnet = new(YumaVersion.Yuma1, new() { ValidatorsMax = 64 }, stakes, registeredAt: 0);
        for (int uid = 0; uid < 10; uid++)
        {
            subnet.SetWeights(uid, block: 1, [uid], [All]);
        }

        EpochResult result = subnet.RunEpoch(block: 1, lastEpochBlock: 0);

        result.Incentives.ShouldAllBe(share => share == 0);
        result.Dividends.ShouldAllBe(share => share == 0);
        ChainSubnet.Earned(result).ShouldAllBe(earned => earned == 99_999_999);
        result.Rest.ShouldBe(10UL);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    public void Sixty_four_equal_validators_pay_448_equal_miners(int interleave, bool minersWeighThemselves)
    {
        bool IsValidator(int uid) => interleave == 0 ? uid < 64 : uid % 8 == 0;
        int[] validators = [.. Enumerable.Range(0, 512).Where(IsValidator)];
        int[] miners = [.. Enumerable.Range(0, 512).Where(uid => !IsValidator(uid))];
        ulong[] stakes = [.. Enumerable.Range(0, 512).Select(uid => IsValidator(uid) ? 328_125_000_000_000UL : 0)];
        ChainSubnet subnet = new(YumaVersion.Yuma1, new() { ValidatorsMax = 64 }, stakes, registeredAt: 0);
        subnet.RunEpoch(block: 0, lastEpochBlock: 0);
        Array.ForEach(validators, uid => subnet.SetWeights(uid, 1, miners, [.. miners.Select(_ => (ushort)127)]));
        Array.ForEach(miners, uid => subnet.SetWeights(uid, minersWeighThemselves ? 1 : 0, [uid], [All]));

        subnet.RunEpoch(block: 1, lastEpochBlock: 0);
        subnet.RunEpoch(block: 1, lastEpochBlock: 0);
        EpochResult result = subnet.RunEpoch(block: 1, lastEpochBlock: 0);

        ulong[] earned = ChainSubnet.Earned(result);
        foreach (int uid in validators)
        {
            (result.Consensus[uid], result.Incentives[uid]).ShouldBe(((ushort)0, (ushort)0));
            (result.Dividends[uid], earned[uid]).ShouldBe(((ushort)1_023, 7_812_500UL));
            (result.Bonds.At(uid, validators[0]), result.Bonds.At(uid, miners[0])).ShouldBe(((ushort)0, All));
        }

        foreach (int uid in miners)
        {
            (result.Consensus[uid], result.Incentives[uid]).ShouldBe(((ushort)146, (ushort)146));
            (result.Dividends[uid], earned[uid]).ShouldBe(((ushort)0, 1_116_071UL));
            result.Bonds.ColumnsOf(uid).Length.ShouldBe(0);
        }
    }

    // `test_bonds`: four validators agree, then one after another weighs only itself, until no majority is left.
    [Fact]
    public void Bonds_and_emission_follow_validators_that_leave_consensus()
    {
        ChainSubnet subnet = new(YumaVersion.Yuma1, new() { ValidatorsMax = 8 }, [1, 2, 3, 4, 0, 0, 0, 0], 1);
        subnet.RunEpoch(block: 1, lastEpochBlock: 0);
        for (int uid = 0; uid < 4; uid++)
        {
            subnet.SetWeights(uid, 2, [4, 5, 6, 7], [All / 4, All / 2, All / 4 * 3, All]);
        }

        ulong[] miners = [49_998_779, 100_000_610, 149_996_337, 200_004_272];
        Step(2, 4, [16_383, 32_767, 49_151, All], [49_999_998, 99_999_999, 150_000_000, 200_000_001, .. miners]);
        subnet.SetWeights(0, 2, [0], [All]);
        Step(3, 4, [14_582, 32_767, 49_151, All], [44_998_351, 101_110_561, 151_667_215, 202_223_870, .. miners]);
        subnet.SetWeights(1, 3, [1], [All]);
        Step(4, 4, [12_603, 28_321, 49_151, All], [40_496_805, 90_999_783, 157_929_636, 210_573_773, .. miners]);
        subnet.SetWeights(2, 4, [2], [All]);
        Step(5, 7, [12_602, 28_320, 49_150, All], [99_999_999, 199_999_999, 299_999_999, 399_999_999, 0, 0, 0, 0]);
        subnet.SetWeights(2, 5, [7], [All]);
        Step(
            6,
            7,
            [10_951, 24_609, 49_150, All],
            [36_443_733, 81_898_628, 163_565_493, 218_092_144, 0, 0, 0, 500_000_000]
        );
        Step(
            7,
            7,
            [9_559, 21_482, 49_150, All],
            [32_799_427, 73_706_612, 168_638_129, 224_855_830, 0, 0, 0, 500_000_000]
        );
        Step(
            8,
            7,
            [8_376, 18_824, 49_150, All],
            [29_518_068, 66_336_137, 173_203_134, 230_942_659, 0, 0, 0, 500_000_000]
        );

        void Step(long block, int column, ushort[] bonds, ulong[] earned)
        {
            EpochResult result = subnet.RunEpoch(block, lastEpochBlock: block - 1);
            ChainSubnet.BondsOn(result, column, 4).ShouldBe(bonds, $"block {block}");
            ChainSubnet.Earned(result).ShouldBe(earned, $"block {block}");
        }
    }

    [Fact]
    public void Stake_of_validators_that_fell_silent_does_not_count()
    {
        ChainSubnet subnet = new(YumaVersion.Yuma1, new() { ValidatorsMax = 4 }, [1, 1, 1, 1], registeredAt: 0);
        subnet.RunEpoch(block: 0, lastEpochBlock: 0);
        subnet.SetWeights(0, 1, [2, 3], [32_767, 32_767]);
        subnet.SetWeights(1, 1, [2, 3], [32_767, 32_767]);

        EpochResult first = subnet.RunEpoch(block: 1, lastEpochBlock: 0);
        subnet.SetWeights(0, 5_002, [2, 3], [32_767, 32_767]);
        EpochResult second = subnet.RunEpoch(block: 5_002, lastEpochBlock: 5_001);
        subnet.SetWeights(1, 5_002, [2, 3], [32_767, 32_767]);
        EpochResult third = subnet.RunEpoch(block: 5_003, lastEpochBlock: 5_002);

        first.Dividends.ShouldBe([32_767, 32_767, 0, 0]);
        ChainSubnet.Earned(first).ShouldAllBe(earned => earned == 250_000_000);
        second.Active.ShouldBe([true, false, false, false]);
        second.Dividends[..2].ShouldBe([36_044, 29_490]);
        ChainSubnet.Earned(second).ShouldBe([274_999_999UL, 224_999_999, 250_000_000, 250_000_000]);
        ChainSubnet.BondsOn(second, 2, 2).ShouldBe([All, 53_619]);
        third.Dividends[..2].ShouldBe([35_716, 29_818]);
        ChainSubnet.Earned(third).ShouldBe([272_501_132UL, 227_498_866, 250_000_000, 250_000_000]);
        ChainSubnet.BondsOn(third, 3, 2).ShouldBe([All, 54_712]);
    }

    [Fact]
    public void Weights_on_a_neuron_that_was_replaced_do_not_count()
    {
        ChainSubnet subnet = new(YumaVersion.Yuma1, new() { ValidatorsMax = 4 }, [1, 1, 1, 1], registeredAt: 0);
        subnet.RunEpoch(block: 0, lastEpochBlock: 0);
        subnet.SetWeights(0, 1, [2, 3], [2 * (All / 3), All / 3]);
        subnet.SetWeights(1, 1, [2, 3], [2 * (All / 3), All / 3]);
        subnet.SetWeights(2, 1, [2], [All]);
        subnet.SetWeights(3, 1, [3], [All]);

        EpochResult before = subnet.RunEpoch(block: 1, lastEpochBlock: 0);
        subnet.Register(3, block: 1);
        subnet.SetWeights(0, 2, [2, 3], [2 * (All / 3), All / 3]);
        EpochResult after = subnet.RunEpoch(block: 2, lastEpochBlock: 2);

        ChainSubnet.Earned(before).ShouldBe([250_000_000UL, 250_000_000, 333_331_637, 166_668_361]);
        after.Dividends[0].ShouldBe((ushort)32_767);
        ChainSubnet.Earned(after).ShouldBe([250_000_000UL, 250_000_000, 500_000_000, 0]);
        after.Bonds.At(0, 2).ShouldBe(All);
        after.Bonds.At(0, 3).ShouldBe(All);
    }
}
