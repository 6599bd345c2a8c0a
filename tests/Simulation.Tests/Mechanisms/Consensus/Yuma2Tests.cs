using Souk.Simulation.Mechanisms.Consensus;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Consensus;

/// <summary>
/// Vectors: opentensor/subtensor v1.2.5, `pallets/subtensor/src/tests/epoch.rs`: `test_bonds_with_liquid_alpha`,
/// `test_calculate_logistic_params*`; `tests/math.rs`: `test_quantile`.
/// </summary>
public class Yuma2Tests
{
    private const ushort All = 65_535;

    [Fact]
    public void Bonds_move_at_rates_that_follow_consensus()
    {
        YumaParameters parameters = new()
        {
            IsLiquidAlpha = true,
            ForgetsBondsUntilUpdate = true,
            ValidatorsMax = 64,
        };
        ChainSubnet subnet = new(YumaVersion.Yuma2, parameters, [1, 2, 3, 4, 0, 0, 0, 0], registeredAt: 1);
        subnet.RunEpoch(block: 1, lastEpochBlock: 0);
        subnet.PermitAll();
        for (int uid = 0; uid < 4; uid++)
        {
            subnet.SetWeights(uid, 2, [4, 5, 6, 7], [All / 4, All / 2, All / 4 * 3, All]);
        }

        EpochResult agreed = subnet.RunEpoch(block: 2, lastEpochBlock: 1);
        subnet.SetWeights(0, 2, [0], [All]);
        EpochResult first = subnet.RunEpoch(block: 3, lastEpochBlock: 2);
        subnet.SetWeights(1, 3, [1], [All]);
        EpochResult second = subnet.RunEpoch(block: 4, lastEpochBlock: 3);

        ChainSubnet.BondsOn(agreed, 4, 4).ShouldBe([16_383, 32_767, 49_151, All]);
        ChainSubnet.BondsOn(first, 4, 4).ShouldBe([2_862, 32_767, 49_151, All]);
        ChainSubnet.BondsOn(second, 4, 4).ShouldBe([435, 4_985, 49_151, All]);
    }

    [Theory]
    [InlineData(.1, .9, .2, .8, 7.324, 3.662)]
    [InlineData(.1, .9, 0, 1, 4.3944, 2.1972)]
    [InlineData(0, 1, .2, .8, 0, 0)]
    [InlineData(.5, .5, .2, .8, 0, 0)]
    [InlineData(.1, .9, .5, .5, 0, 0)]
    public void The_curve_goes_through_both_points(
        double alphaLow,
        double alphaHigh,
        double consensusLow,
        double consensusHigh,
        double slope,
        double intercept
    )
    {
        (Q32x32 a, Q32x32 b) = ConsensusRate.Curve(
            Fixed(alphaLow),
            Fixed(alphaHigh),
            Fixed(consensusLow),
            Fixed(consensusHigh)
        );

        a.ToDouble().ShouldBe(slope, 1e-3);
        b.ToDouble().ShouldBe(intercept, 1e-3);
    }

    [Fact]
    public void Quartiles_are_interpolated()
    {
        Q32x32[] five = [Q32x32.Of(5), Q32x32.Of(1), Q32x32.Of(4), Q32x32.Of(2), Q32x32.Of(3)];

        ConsensusRate.Quartile(five, 1).ShouldBe(Q32x32.Of(2));
        ConsensusRate.Quartile(five, 2).ShouldBe(Q32x32.Of(3));
        ConsensusRate.Quartile(five, 3).ShouldBe(Q32x32.Of(4));
        ConsensusRate.Quartile(five.AsSpan(0, 4), 1).ShouldBe(Q32x32.Ratio(7, 4));
    }

    private static Q32x32 Fixed(double value) => Q32x32.OfRaw((long)Math.Round(value * (1L << 32)));
}
