using System.Numerics;
using Souk.Simulation.Mechanisms.Subnets;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Subnets;

/// <summary>
/// Vectors: opentensor/subtensor, `pallets/subtensor/src/tests/coinbase.rs`, at v2.0.0 for the launch and at 14bc6f9 for
/// weighted pools. The chain's stable subnets, whose price is always one, are pools at price one here.
/// </summary>
public class BlockEmissionTests
{
    private const ulong AlphaEmission = 1_000_000_000;

    // v2.0.0: `test_coinbase_tao_issuance_different_prices`.
    [Fact]
    public void At_launch_TAO_follows_moving_prices()
    {
        SubnetNetwork network = Network(Subnet(0, 0, price: 1), Subnet(0, 0, price: 2));

        ulong issued = Run(SubnetRules.Launch, network, 100_000_000);

        network.Subnets[0].Pool.TaoReserve.ShouldBe(33_333_333UL);
        network.Subnets[1].Pool.TaoReserve.ShouldBe(66_666_666UL);
        (issued, network.TotalIssuance).ShouldBe((99_999_999UL, 99_999_999UL));
    }

    // v2.0.0: `test_coinbase_alpha_issuance_base`, `…_different`, `…_with_cap_trigger`.
    [Theory]
    [InlineData(1, 1_000_000, 1_000_000, 500_000, 500_000)]
    [InlineData(2, 1_000_000, 1_000_000, 333_333, 666_666)]
    [InlineData(2, 1_000, 1_000_000_000, 1_000_000_000, 1_000_000_000)]
    public void At_launch_alpha_is_injected_at_the_price_but_no_more_than_a_block_emits(
        ulong secondPrice,
        ulong tao,
        ulong alpha,
        ulong first,
        ulong second
    )
    {
        SubnetNetwork network = Network(Subnet(tao, alpha, price: 1), Subnet(tao, alpha, secondPrice));

        Run(SubnetRules.Launch, network, 1_000_000);

        network.Subnets[0].Pool.AlphaReserve.ShouldBe(alpha + first);
        network.Subnets[1].Pool.AlphaReserve.ShouldBe(alpha + second);
        network.Subnets[1].AlphaOut.ShouldBe(AlphaEmission);
    }

    // v2.0.0: `test_pending_swapped`: root weighs a quarter; its eighth of the emission is sold at once.
    [Fact]
    public void At_launch_roots_part_is_sold_each_block()
    {
        Subnet subnet = Subnet(10_000_000_000_000_000, 1_000_000_000, price: 0);
        subnet.AlphaOut = 1_000_000_000;
        SubnetNetwork network = Network(ownerCut: 0, taoWeight: ulong.MaxValue, subnet);
        network.RootTao = 1_000_000_000;

        Run(SubnetRules.Launch, network, 0);

        ulong sold = 125_000_000;
        subnet.Pending.ShouldBe(new PendingAlpha(500_000_000, 375_000_000, 0, 0));
        subnet.AlphaOut.ShouldBe(2_000_000_000 - sold);
        subnet.Pool.AlphaReserve.ShouldBe(1_000_000_000 + sold);
        subnet.PendingRootTao.ShouldBe((ulong)((BigInteger)10_000_000_000_000_000 * sold / (1_000_000_000 + sold)));
    }

    // v2.0.0: `test_coinbase_moving_prices`: after six steps at a tenth, 0.468559 to the last bit.
    [Fact]
    public void At_launch_the_moving_price_follows_at_a_constant_rate()
    {
        Subnet subnet = Subnet(1_000_000, 1_000_000, price: 0);
        Q96x32 rate = Q96x32.OfRaw(429_496_730);

        for (int block = 0; block < 6; block++)
        {
            subnet.MovingPrice = MovingAverage.Next(AverageRule.Constant, subnet, block, rate);
        }

        subnet.MovingPrice.Raw.ShouldBe((UInt128)2_012_445_581);
        MovingAverage.Next(AverageRule.Constant, subnet, 0, Q96x32.One).ShouldBe(Q96x32.One);
    }

    // 14bc6f9: `test_coinbase_moving_prices`, `test_update_moving_price_initial`, `…_after_time`.
    [Theory]
    [InlineData(.1, 201_600, 0, 14, .512325, .001)]
    [InlineData(.5, 510, 499, 1, 0, .001)]
    [InlineData(.5, 144_000_500, 499, 1, .5, .001)]
    public void The_moving_price_of_a_young_subnet_follows_slowly(
        double rate,
        long block,
        long startBlock,
        int steps,
        double price,
        double tolerance
    )
    {
        foreach (AverageRule rule in (AverageRule[])[AverageRule.SlowedByAge, AverageRule.SlowedByAgePrecise])
        {
            Subnet subnet = new(new SubnetPool(PoolCurve.Weighted, 1_000_000, 1_000_000)) { StartBlock = startBlock };
            for (int step = 0; step < steps; step++)
            {
                subnet.MovingPrice = MovingAverage.Next(
                    rule,
                    subnet,
                    block,
                    Q96x32.OfRaw((UInt128)(rate * (1L << 32)))
                );
            }

            subnet.MovingPrice.ToDouble().ShouldBe(price, tolerance, rule.ToString());
        }
    }

    [Fact]
    public void Prices_above_one_count_as_one_in_the_average()
    {
        Subnet subnet = new(new SubnetPool(PoolCurve.Weighted, 9_000_000, 1_000_000));

        Q96x32 next = MovingAverage.Next(AverageRule.SlowedByAgePrecise, subnet, 1_000, Q96x32.One, halvingBlocks: 0);

        next.ShouldBe(Q96x32.One);
    }

    // 14bc6f9: `test_coinbase_tao_issuance_different_prices`, within ten units.
    [Fact]
    public void With_weighted_pools_TAO_follows_moving_prices_and_keeps_the_price()
    {
        SubnetNetwork network = Network(
            ownerCut: 0,
            taoWeight: ulong.MaxValue,
            Weighted(100_000, 1_000_000, 429_496_730),
            Weighted(100_000, 500_000, 858_993_459)
        );
        network.RootTao = 1_000_000_000_000_000_000;

        ulong issued = Run(SubnetRules.WeightedPools, network, 100_000_000);

        ((double)network.Subnets[0].Pool.TaoReserve).ShouldBe(100_000 + 33_333_333, 10);
        ((double)network.Subnets[1].Pool.TaoReserve).ShouldBe(100_000 + 66_666_666, 10);
        ((double)issued).ShouldBe(100_000_000, 10);
        network.Subnets[0].Pool.Price.ToDouble().ShouldBe(.1, 1e-6);
        network.Subnets[1].Pool.Price.ToDouble().ShouldBe(.2, 1e-6);
    }

    // 14bc6f9: `test_get_subnet_terms_alpha_emissions_cap`: at price one, up to root's proportion of what a block emits.
    [Fact]
    public void TAO_above_roots_proportion_buys_alpha_that_the_protocol_keeps()
    {
        Subnet subnet = Weighted(1_000_000_000_000, 1_000_000_000_000, 1);
        SubnetNetwork network = Network(ownerCut: 0, taoWeight: ulong.MaxValue, subnet);
        network.RootTao = 1_000_000_000_000;

        SubnetTerms below = Terms(100_000_000);
        SubnetTerms above = Terms(10_000_000_000);
        ulong issued = Run(SubnetRules.WeightedPools, network, 10_000_000_000);

        below.AlphaIn.ShouldBe(Q96x32.Of(100_000_000));
        below.ExcessTao.ShouldBe(Q96x32.Zero);
        above.AlphaIn.ShouldBe(Q96x32.Of(500_000_000));
        above.TaoIn.ShouldBe(Q96x32.Of(500_000_000));
        above.ExcessTao.ShouldBe(Q96x32.Of(9_500_000_000));
        issued.ShouldBe(10_000_000_000UL);
        subnet.ProtocolAlpha.ShouldBe((ulong)((BigInteger)1_000_000_000_000 * 9_500_000_000 / 1_009_500_000_000));
        subnet.AlphaOut.ShouldBe(AlphaEmission - subnet.Pending.Root + subnet.ProtocolAlpha - Recycled());
        subnet.AlphaIssuance.ShouldBe(1_000_000_000_000 + 500_000_000 + AlphaEmission - Recycled());

        SubnetTerms Terms(ulong tao) =>
            SubnetTerms.Of(InjectionRule.BuyAndKeep, network, subnet, Q96x32.Of(tao), AlphaEmission);
        ulong Recycled() => AlphaEmission - subnet.Pending.ForEpoch - (ulong)subnet.RestAlpha;
    }

    [Fact]
    public void Excess_TAO_buys_alpha_that_is_recycled_under_flow_rules()
    {
        Subnet subnet = Subnet(1_000_000_000, 1_000_000_000_000, price: 1);
        SubnetNetwork network = Network(subnet);
        subnet.Stake(1_000_000).ShouldNotBeNull();
        ulong outstanding = subnet.AlphaOut;

        Run(SubnetRules.Flow, network, 10_000_000);

        subnet.ProtocolAlpha.ShouldBe(0UL);
        subnet.AlphaOut.ShouldBe(outstanding + AlphaEmission);
        subnet.Pool.TaoReserve.ShouldBe(1_000_000_000UL + 1_000_000 + network.TotalIssuance);
    }

    // 14bc6f9: `test_pending_emission`, to the unit where the chain's test allows one more.
    [Fact]
    public void Root_gets_its_proportion_of_the_validators_half_while_prices_are_high()
    {
        Subnet paid = Weighted(1_000_000, 1, price: 8_589_934_592);
        paid.AlphaOut = 1_999_999_999;
        SubnetNetwork network = Network(ownerCut: 0, taoWeight: ulong.MaxValue, paid);
        network.RootTao = 1_000_000_000;

        Run(SubnetRules.WeightedPools, network, 0);

        paid.Pending.ShouldBe(new PendingAlpha(500_000_000, 375_000_000, 125_000_000, 0));
    }

    [Fact]
    public void While_prices_are_low_roots_part_is_recycled()
    {
        Subnet subnet = Weighted(1_000_000, 1, price: 1);
        subnet.AlphaOut = 1_999_999_999;
        SubnetNetwork network = Network(ownerCut: 0, taoWeight: ulong.MaxValue, subnet);
        network.RootTao = 1_000_000_000;

        Run(SubnetRules.WeightedPools, network, 0);

        subnet.Pending.ShouldBe(new PendingAlpha(500_000_000, 375_000_000, 0, 0));
        subnet.AlphaOut.ShouldBe(1_999_999_999UL + AlphaEmission - 125_000_000);
    }

    // 14bc6f9: `test_owner_cut_base`; and the 18 % of the runtime.
    [Theory]
    [InlineData(0, 0, 500_000_000)]
    [InlineData(65_535, 1_000_000_000, 0)]
    [InlineData(11_796, 179_995_422, 410_002_288)]
    public void The_owner_gets_a_cut_first(ushort ownerCut, ulong cut, ulong miners)
    {
        SubnetNetwork network = Network(ownerCut, taoWeight: 0, Weighted(1_000_000_000_000, 1_000_000_000_000, 0));

        Run(SubnetRules.WeightedPools, network, 0);

        network.Subnets[0].Pending.OwnerCut.ShouldBe(cut);
        network.Subnets[0].Pending.Miners.ShouldBe(miners);
    }

    // 14bc6f9: `test_root_proportion`.
    [Fact]
    public void Roots_proportion_is_its_weighted_TAO_over_that_and_all_alpha()
    {
        Subnet subnet = Weighted(0, 100_000_000_000, price: 0);
        SubnetNetwork network = Network(ownerCut: 0, taoWeight: 3_320_413_933_267_719_290, subnet);
        network.RootTao = 1_000_000_000_000;

        BigInteger weight = ((BigInteger)3_320_413_933_267_719_290 << 32) / ulong.MaxValue;
        BigInteger weighted = 1_000_000_000_000 * weight;
        BigInteger proportion = (weighted << 32) / (weighted + ((BigInteger)100_000_000_000 << 32));
        network.RootProportion(subnet).Raw.ShouldBe((UInt128)proportion);
    }

    [Fact]
    public void Recycling_lowers_issuance_and_burning_does_not()
    {
        Subnet subnet = Weighted(1_000, 1_000, price: 0);
        subnet.AlphaOut = 500;
        SubnetNetwork network = Network(subnet);
        network.Issue(900);

        subnet.Recycle(100);
        subnet.Burn(50);
        network.Recycle(200);
        network.Burn(70);

        (subnet.AlphaIssuance, subnet.BurnedAlpha).ShouldBe((1_400UL, 50UL));
        (network.TotalIssuance, network.BurnedTao).ShouldBe((700UL, 70UL));
        Should.Throw<OverflowException>(() => network.Recycle(701));
    }

    [Fact]
    public void Each_subnet_needs_its_alpha_emission() =>
        Should.Throw<ArgumentException>(() =>
            BlockEmission.Run(SubnetRules.Launch, Network(Weighted(1, 1, 0)), 1, [], 1)
        );

    private static ulong Run(SubnetRules rules, SubnetNetwork network, ulong tao) =>
        BlockEmission.Run(rules, network, tao, [.. network.Subnets.Select(_ => AlphaEmission)], block: 1);

    private static SubnetNetwork Network(params Subnet[] subnets) => Network(ownerCut: 0, taoWeight: 0, subnets);

    private static SubnetNetwork Network(ushort ownerCut, ulong taoWeight, params Subnet[] subnets) =>
        new(subnets) { OwnerCut = ownerCut, TaoWeight = taoWeight };

    private static Subnet Subnet(ulong tao, ulong alpha, ulong price) =>
        new(new SubnetPool(PoolCurve.ConstantProduct, tao, alpha)) { MovingPrice = Q96x32.Of(price) };

    private static Subnet Weighted(ulong tao, ulong alpha, ulong price) =>
        new(new SubnetPool(PoolCurve.Weighted, tao, alpha)) { MovingPrice = Q96x32.OfRaw(price) };
}
