using Souk.Simulation.Mechanisms.Subnets;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Subnets;

/// <summary>Vectors: opentensor/subtensor 14bc6f9, `pallets/subtensor/src/tests/subnet_emissions.rs` and `coinbase.rs`.</summary>
public class EmissionShareTests
{
    [Fact]
    public void Powers_of_nothing_stay_nothing()
    {
        Q64x64[] values = [Q64x64.Zero, Q64x64.Zero, Q64x64.Zero];

        FlowShares.Normalize(values, Q64x64.One);

        values.ShouldAllBe(value => value == Q64x64.Zero);
    }

    [Fact]
    public void Tiny_flows_are_scaled_before_their_powers_are_taken()
    {
        Q64x64[] values = [Fixed(1e-9), Fixed(2e-9), Fixed(3e-9)];

        FlowShares.Normalize(values, Q64x64.Of(2));

        ShouldBeWithinOnePercent(values, 1 / 14.0, 4 / 14.0, 9 / 14.0);
    }

    [Fact]
    public void Large_flows_do_not_overflow_and_add_up_to_one()
    {
        Q64x64[] values = [Q64x64.Of(1_000_000_000), Q64x64.Of(5_000_000_000), Q64x64.Of(10_000_000_000)];

        FlowShares.Normalize(values, Q64x64.Of(2));

        values.Sum(value => value.ToDouble()).ShouldBe(1, 1e-9);
        ShouldBeWithinOnePercent(values, 1 / 126.0, 25 / 126.0, 100 / 126.0);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.1)]
    [InlineData(1.5)]
    [InlineData(1.9)]
    [InlineData(2.0)]
    public void Shares_are_proportional_to_powers_of_flows(double exponent)
    {
        Q64x64[] values = [Q64x64.Of(2), Q64x64.Of(3), Q64x64.Of(5)];

        FlowShares.Normalize(values, Fixed(exponent));

        double sum = Math.Pow(2, exponent) + Math.Pow(3, exponent) + Math.Pow(5, exponent);
        values.Sum(value => value.ToDouble()).ShouldBe(1, 1e-12);
        ShouldBeWithinOnePercent(
            values,
            Math.Pow(2, exponent) / sum,
            Math.Pow(3, exponent) / sum,
            Math.Pow(5, exponent) / sum
        );
    }

    // `get_shares_negative_vs_positive_flow`, `…_both_negative_flows_zero_emission`, `…_both_below_cutoff_zero_emission`,
    // `…_one_below_cutoff_other_full_emission`, `…_both_negative_above_cutoff` (kept in the source as comments).
    [Theory]
    [InlineData(0, new[] { -100.0, 500 }, new[] { 0.0, 1 })]
    [InlineData(0, new[] { -100.0, -200 }, new[] { 0.0, 0 })]
    [InlineData(2_000, new[] { 1_000.0, 2_000 }, new[] { 0.0, 0 })]
    [InlineData(2_000, new[] { 1_000.0, 2_000.001 }, new[] { 0.0, 1 })]
    [InlineData(2_000, new[] { 1_000.0, 5_000 }, new[] { 0.0, 1 })]
    [InlineData(-1_000, new[] { -100.0, -300, -400 }, new[] { .75, .25, 0 })]
    public void Flows_below_the_limit_earn_nothing(int cutoff, double[] averages, double[] shares)
    {
        Q64x64[] actual = FlowShares.Of([.. averages.Select(Fixed)], Q64x64.Of(cutoff), Q64x64.One);

        for (int i = 0; i < shares.Length; i++)
        {
            actual[i].ToDouble().ShouldBe(shares[i], Math.Max(1e-6, shares[i] / 100));
        }
    }

    [Fact]
    public void Staking_raises_and_unstaking_lowers_a_subnets_flow()
    {
        Subnet subnet = new(new SubnetPool(PoolCurve.Weighted, 1_000_000_000, 1_000_000_000));

        SwapOutcome bought = subnet.Stake(1_000_000, feeRate: 33)!.Value;
        SwapOutcome sold = subnet.Unstake(bought.PaidOut)!.Value;

        bought.ShouldBe(new SwapOutcome(999_497, 503, 998_499));
        subnet.TaoFlow.ShouldBe((long)(bought.PaidIn - sold.PaidOut));
        subnet.AlphaOut.ShouldBe(0UL);
        subnet.BuyAlpha(1_000_000).ShouldNotBeNull();
        subnet.TakeTaoFlow().ShouldBe((long)(bought.PaidIn - sold.PaidOut));
        subnet.TaoFlow.ShouldBe(0);
    }

    [Fact]
    public void A_months_half_life_smooths_flows()
    {
        SubnetNetwork network = new(
            new Subnet(new SubnetPool(PoolCurve.Weighted, 1, 1)) { TaoFlowAverage = Q64x64.Of(1_000_000) }
        );

        for (int block = 0; block < 2_000; block++)
        {
            FlowShares.Next(network);
        }

        network.Subnets[0].TaoFlowAverage.ToDouble().ShouldBe(1_000_000 * Math.Pow(.5, 2_000 / 216_000.0), 1);
    }

    // `get_shares_ignores_root_prop_storage_when_prices_and_burns_match`.
    [Fact]
    public void Equal_prices_and_burns_give_equal_shares_whatever_root_weighs()
    {
        SubnetNetwork network = Network((1, 0), (1, 0));
        network.RootTao = 1_000_000;
        network.Subnets[1].AlphaOut = 1_000_000_000;

        Shares(ShareRule.PriceAndBurn, network).ShouldBe([.5, .5], 1e-9);
        Shares(ShareRule.PriceRootAndBurn, network)[0].ShouldBeGreaterThan(.9);
    }

    [Fact]
    public void What_an_owner_withholds_from_miners_lowers_the_subnets_share()
    {
        Shares(ShareRule.PriceAndBurn, Network((1, .5), (1, 0))).ShouldBe([1.0 / 3, 2.0 / 3], 1e-9);
        Shares(ShareRule.PriceAndBurn, Network((1, 1), (3, 1))).ShouldBe([.25, .75], 1e-9);
        Shares(ShareRule.MovingPrice, Network((1, 1), (3, 1))).ShouldBe([.25, .75], 1e-9);
    }

    // `test_coinbase_disabled_subnet_emission_redistributes_tao_to_enabled_subnets`.
    [Fact]
    public void The_share_of_a_disabled_subnet_goes_to_the_others()
    {
        SubnetNetwork network = Network((1, 0), (1, 0), (1, 0));
        network.Subnets[1].IsEmissionEnabled = false;

        ulong[] emissions =
        [
            .. EmissionShares.Of(ShareRule.PriceAndBurn, network, 3_333_333).Select(tao => tao.ToUInt64()),
        ];
        ulong[] first = [.. EmissionShares.Of(ShareRule.MovingPrice, network, 3_333_333).Select(tao => tao.ToUInt64())];

        emissions.ShouldBe([1_666_666UL, 0, 1_666_666]);
        first.ShouldBe([1_111_111UL, 0, 1_111_111]);
    }

    private static double[] Shares(ShareRule rule, SubnetNetwork network) =>
        [.. EmissionShares.Of(rule, network, 1_000_000_000_000).Select(tao => tao.ToDouble() / 1e12)];

    private static SubnetNetwork Network(params (int Price, double Burned)[] subnets) =>
        new([
            .. subnets.Select(subnet => new Subnet(new SubnetPool(PoolCurve.Weighted, 1_000, 1_000))
            {
                MovingPrice = Q96x32.Of((ulong)subnet.Price),
                MinerBurned = Fixed(subnet.Burned).ToQ96x32(),
            }),
        ]);

    private static Q64x64 Fixed(double value) => Q64x64.OfRaw((Int128)(value * Math.Pow(2, 64)));

    private static void ShouldBeWithinOnePercent(Q64x64[] values, params double[] expected)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            values[i].ToDouble().ShouldBe(expected[i], expected[i] / 100, $"{i}");
        }
    }
}
