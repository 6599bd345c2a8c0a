using Souk.Simulation.Peers.EthereumEconomies;
using Souk.Simulation.Peers.Sequences;

namespace Souk.Simulation.Tests.Peers.EthereumEconomies;

public class EthereumModelTests
{
    [Fact]
    public void Two_runs_give_the_same_bits_however_they_are_divided()
    {
        EthereumModel whole = new(new EthereumParameters());
        EthereumModel parts = new(new EthereumParameters());

        whole.Advance(360);
        parts.Advance(1);
        parts.Advance(0);
        parts.Advance(359);

        parts.StepsDone.ShouldBe(360);
        Bits(parts.State.SupplyEth).ShouldBe(Bits(whole.State.SupplyEth));
        Bits(parts.State.ProfitYield).ShouldBe(Bits(whole.State.ProfitYield));
        Bits(parts.State.Inflation).ShouldBe(Bits(whole.State.Inflation));
        parts.State.Environments.ProfitUsd.ShouldBe(whole.State.Environments.ProfitUsd);
    }

    [Fact]
    public void Without_burned_fees_and_slashing_the_supply_only_grows()
    {
        EthereumModel model = new(new EthereumParameters { BaseFeeGweiPerGas = 0, SlashingsPerThousandEpochs = 0 });

        for (int step = 1; step <= 360; step++)
        {
            double before = model.State.SupplyEth;
            model.Advance(1);
            model.State.SupplyEth.ShouldBeGreaterThan(before);
            model.State.Inflation.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void Each_gwei_of_base_fee_burns_the_gas_of_a_step()
    {
        EthereumModel low = new(new EthereumParameters { BaseFeeGweiPerGas = 30 });
        EthereumModel high = new(new EthereumParameters { BaseFeeGweiPerGas = 31 });

        low.Advance(1);
        high.Advance(1);

        // 225 epochs of 32 blocks of 15 million gas, in ETH.
        (low.State.SupplyEth - high.State.SupplyEth).ShouldBe(108, 1e-6);
    }

    [Fact]
    public void Validators_that_may_not_enter_yet_wait_and_none_is_lost()
    {
        EthereumModel model = new(new EthereumParameters { NewValidatorsPerEpoch = 7 });

        model.Advance(100);

        model.State.ActiveValidators.ShouldBeGreaterThan(156_250);
        model.State.QueuedValidators.ShouldBeGreaterThan(0);
        (model.State.ActiveValidators + model.State.QueuedValidators).ShouldBe(156_250 + (7 * 225 * 100));
    }

    [Fact]
    public void With_everyone_online_rewards_are_one_base_reward_each()
    {
        EthereumModel model = new(new EthereumParameters { Uptime = 1 });

        model.Advance(1);

        double whole = model.State.BaseRewardGwei * model.State.ActiveValidators;
        model.State.ValidatingRewardsGwei.ShouldBe(whole, 1e-9 * whole);
        model.State.ValidatingPenaltiesGwei.ShouldBe(0);
    }

    [Fact]
    public void Environments_add_up_to_the_whole()
    {
        EthereumModel model = new(new EthereumParameters());

        model.Advance(30);

        EnvironmentAccounts accounts = model.State.Environments;
        ReferenceTable.ShouldBeNear(
            [accounts.Validators.Sum(), accounts.StakedEth.Sum(), accounts.CostsUsd.Sum(), accounts.ProfitUsd.Sum()],
            [model.State.ActiveValidators, model.State.StakedEth, model.State.CostsUsd, model.State.ProfitUsd]
        );
    }

    [Fact]
    public void More_stake_than_there_is_stops_the_run_and_names_the_step()
    {
        EthereumModel model = new(new EthereumParameters { StakedEth = Course.PerStep(5e6, 2e8) });
        model.Advance(1);

        Should
            .Throw<InvalidOperationException>(() => model.Advance(1))
            .Message.ShouldStartWith("In step 2, 200000000 ETH are staked");
    }

    [Fact]
    public void Parameters_that_mean_nothing_are_refused_by_name()
    {
        ValidatorEnvironment lone = new("lone", 1, 0, 0, 0);

        Refused(new() { EpochsPerStep = 0 }).ShouldBe("EpochsPerStep");
        Refused(new() { PriceUsd = double.NaN }).ShouldBe("PriceUsd");
        Refused(new() { PriceUsd = Course.PerStep(1, 2, -3) }).ShouldBe("PriceUsd");
        Refused(new() { StakedEth = -1 }).ShouldBe("StakedEth");
        Refused(new() { Uptime = 0.5 }).ShouldBe("Uptime");
        Refused(new() { Uptime = 1.01 }).ShouldBe("Uptime");
        Refused(new() { NewValidatorsPerEpoch = double.PositiveInfinity }).ShouldBe("NewValidatorsPerEpoch");
        Refused(new() { MevEthPerBlock = -0.1 }).ShouldBe("MevEthPerBlock");
        Refused(new() { AwakeValidatorsMax = 0 }).ShouldBe("AwakeValidatorsMax");
        Refused(new() { Beacon = new() { SyncWeight = 3 } }).ShouldBe("WeightDenominator");
        Refused(new() { Start = new() { SupplyEth = double.NaN } }).ShouldBe("SupplyEth");
        Refused(new() { Environments = [] }).ShouldBe("sum of the environments' shares");
        Refused(new() { Environments = [lone, lone] }).ShouldBe("sum of the environments' shares");
        Refused(new() { Environments = [lone with { ServiceFeeShare = 1.5 }] }).ShouldBe("lone: ServiceFeeShare");
    }

    [Theory]
    [InlineData(7, 2, 3)]
    [InlineData(8, 2, 4)]
    // 0.1 is a little more than a tenth, so it goes into 1 nine times, although 1 / 0.1 rounds to 10.
    [InlineData(1, 0.1, 9)]
    [InlineData(32e9, 1e9, 32)]
    [InlineData(31999999999.999996, 1e9, 31)]
    public void Division_to_whole_numbers_does_not_round_up(double dividend, double divisor, double expected) =>
        Beacon.FloorDivide(dividend, divisor).ShouldBe(expected);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(24, 4)]
    [InlineData(25, 5)]
    [InlineData(9007199136250225, 94906265)]
    [InlineData(9007199136250224, 94906264)]
    public void Square_roots_are_the_largest_whole_number_that_fits(double value, double expected) =>
        Beacon.SquareRoot(value).ShouldBe(expected);

    private static string? Refused(EthereumParameters parameters) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new EthereumModel(parameters)).ParamName;

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
