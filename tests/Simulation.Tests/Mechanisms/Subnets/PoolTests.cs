using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Mechanisms.Subnets;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Subnets;

public class PoolTests
{
    // opentensor/subtensor 14bc6f9, pallets/swap/src/pallet/tests.rs, `test_swap_basic`: price 0.25, the default fee of 33
    // parts of 65,535. Expected: the exact rational, rounded down.
    [Theory]
    [InlineData(true, 1_000, 0, 3_999)]
    [InlineData(true, 2_000, 1, 7_995)]
    [InlineData(true, 123_456, 62, 493_515)]
    [InlineData(true, 1_000_000_000, 503_547, 1_999_496_326)]
    [InlineData(true, 10_000_000_000, 5_035_477, 3_636_197_098)]
    [InlineData(false, 1_000, 0, 249)]
    [InlineData(false, 2_000, 1, 499)]
    [InlineData(false, 123_456, 62, 30_847)]
    public void A_weighted_pool_swaps_with_slippage_and_keeps_the_fee_out(
        bool isBuy,
        ulong amount,
        ulong fee,
        ulong paidOut
    )
    {
        SubnetPool pool = new(PoolCurve.Weighted, 1_000_000_000, 4_000_000_000);

        SwapOutcome? outcome = isBuy ? pool.Buy(amount, feeRate: 33) : pool.Sell(amount, feeRate: 33);

        outcome.ShouldBe(new SwapOutcome(amount - fee, fee, paidOut));
        (ulong tao, ulong alpha) = isBuy ? (amount - fee, paidOut) : (paidOut, amount - fee);
        pool.TaoReserve.ShouldBe(isBuy ? 1_000_000_000 + tao : 1_000_000_000 - tao);
        pool.AlphaReserve.ShouldBe(isBuy ? 4_000_000_000 - alpha : 4_000_000_000 + alpha);
    }

    // opentensor/subtensor 14bc6f9, pallets/swap/src/pallet/balancer.rs, `test_exp_scaled`.
    [Theory]
    [InlineData(.5, 100_000, 100, true, 0.999000999000999)]
    [InlineData(.25, 500_000, 5_000, true, 0.970590147927644)]
    [InlineData(.75, 200_000, 2_000, false, 0.970590147927644)]
    [InlineData(.9, 13_513_642, 1_673, false, 0.998886481979889)]
    [InlineData(.773, 7_000_000_000, 10_000, true, 0.999999580484586)]
    public void What_remains_of_a_reserve_follows_the_weights(
        double taoWeight,
        ulong reserve,
        ulong amount,
        bool isSell,
        double remaining
    )
    {
        ulong weight = Weight(isSell ? 1 - taoWeight : taoWeight);

        WeightedCurve.Remaining(reserve, amount, weight).ToDouble().ShouldBe(remaining, 1e-9);
    }

    // `test_convert_deltas` of pallets/swap/src/pallet/tests.rs: within two units of double arithmetic.
    [Theory]
    [InlineData(.5)]
    [InlineData(.50000001)]
    [InlineData(.49999999)]
    [InlineData(.1)]
    [InlineData(.9)]
    public void Payouts_equal_the_formula(double taoWeight)
    {
        ulong weight = Weight(taoWeight);
        (ulong, ulong)[] reserves = [(1_500, 1_000), (1, 1_000_000), (1_000_000, 1)];
        foreach ((ulong tao, ulong alpha) in reserves)
        {
            foreach (ulong amount in (ulong[])[1, 10_000, 1_000_000, ulong.MaxValue])
            {
                double sell = tao * (1 - Math.Pow(alpha / ((double)alpha + amount), (1 - taoWeight) / taoWeight));
                double buy = alpha * (1 - Math.Pow(tao / ((double)tao + amount), taoWeight / (1 - taoWeight)));

                Q64x64 kept = WeightedCurve.Remaining(alpha, amount, WeightedCurve.Whole - weight);
                (Q64x64.Of(tao) * (Q64x64.One - kept)).ToDouble().ShouldBe(sell, 2);
                kept = WeightedCurve.Remaining(tao, amount, weight);
                (Q64x64.Of(alpha) * (Q64x64.One - kept)).ToDouble().ShouldBe(buy, 2);
            }
        }
    }

    // `test_adjust_protocol_liquidity_happy`: the price stays to a part in 10¹².
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 1_000)]
    [InlineData(1_000_000_000, 0)]
    [InlineData(0, 1_000_000_000)]
    [InlineData(1_000_000_000_000, 0)]
    [InlineData(0, 1_000_000_000_000)]
    [InlineData(2_000_000_000_000, 1_000_000_000_000)]
    [InlineData(1_234_567, 2_432_765_890)]
    public void Injections_in_any_proportion_keep_the_price_of_a_weighted_pool(ulong tao, ulong alpha)
    {
        SubnetPool pool = new(PoolCurve.Weighted, 1_000_000_000_000, 4_000_000_000_000);

        pool.TryPrepare(tao, alpha).ShouldBeTrue();
        pool.Inject(tao, alpha);

        pool.Price.ToDouble().ShouldBe(.25, .25e-12);
        double weight = (1e12 + tao) / ((.25 * (4e12 + alpha)) + 1e12 + tao);
        (pool.TaoWeight / 1e18).ShouldBe(weight, 1e-12);
    }

    [Fact]
    public void An_injection_that_would_unbalance_the_weights_is_refused()
    {
        SubnetPool pool = new(PoolCurve.Weighted, 1_000, 1_000);

        pool.TryPrepare(0, 1_000_000).ShouldBeFalse();

        pool.TaoWeight.ShouldBe(WeightedCurve.Half);
    }

    // `test_mul_round_half_behaviour`, `…_third_behaviour`.
    [Fact]
    public void Shares_in_quintillionths_round_to_nearest_and_halves_up()
    {
        ulong[] halves =
        [
            .. new ulong[] { 0, 1, 2, 3, 4, 5, 1_023, 1_025 }.Select(v => (ulong)WeightedCurve.Part(Weight(.5), v)),
        ];
        ulong[] thirds =
        [
            .. new ulong[] { 3, 4, 5, 6 }.Select(v => (ulong)WeightedCurve.Part(333_333_333_333_333_333, v)),
        ];

        halves.ShouldBe([0, 1, 1, 2, 2, 3, 512, 513]);
        thirds.ShouldBe([1, 1, 2, 2]);
        WeightedCurve.Part(WeightedCurve.Whole, UInt128.MaxValue).ShouldBe(UInt128.MaxValue);
    }

    // `test_price_scales_with_weight_ratio_two_to_one`, `test_price_matches_formula_for_general_quote`.
    [Theory]
    [InlineData(1.0 / 3, 10, 4, 5)]
    [InlineData(.4, 25, 9, 4.1666666667)]
    [InlineData(.3, 0, 10, 0)]
    public void The_price_is_the_ratio_of_reserves_times_that_of_weights(
        double taoWeight,
        ulong tao,
        ulong alpha,
        double price
    ) => WeightedCurve.Price(tao, alpha, Weight(taoWeight)).ToDouble().ShouldBe(price, 1e-9);

    // `test_swap_rejects_input_over_1000x_input_reserve`, `test_swap_allows_input_at_1000x_input_reserve`.
    [Fact]
    public void A_weighted_pool_refuses_more_than_a_thousand_times_its_reserve()
    {
        WeightedCurve.Payout(1_000_001, 1_000, 1_000, WeightedCurve.Half, reserveMin: 100).ShouldBeNull();
        WeightedCurve.Payout(1_000_000, 1_000, 1_000, WeightedCurve.Half, reserveMin: 100).ShouldBe(999UL);
        WeightedCurve.Payout(1, 1_000_000, 999_999, WeightedCurve.Half).ShouldBeNull();
        WeightedCurve.Payout(1, 1_000_000_000, 1_000_000, WeightedCurve.Half).ShouldBeNull();
    }

    // opentensor/subtensor v2.0.0, pallets/subtensor/src/tests/staking.rs, `test_add_stake_insufficient_liquidity`.
    [Fact]
    public void The_first_pools_keep_ten_million_units()
    {
        SubnetPool pool = new(PoolCurve.ConstantProduct, 10_000_000, 10_000_000);

        pool.Buy(5_000_000).ShouldBeNull();
        pool.Sell(5_000_000).ShouldBeNull();

        (pool.TaoReserve, pool.AlphaReserve).ShouldBe((10_000_000UL, 10_000_000UL));
        new SubnetPool(PoolCurve.ConstantProduct, 10_000_000, 20_000_000)
            .Buy(10_000_000)!
            .Value.PaidOut.ShouldBe(10_000_000UL);
    }

    [Fact]
    public void The_first_pools_pay_at_most_one_unit_above_the_exact_floor() =>
        Prop.ForAll(
                Reserves(),
                drawn =>
                {
                    (ulong amount, ulong reserveIn, ulong reserveOut) = drawn;
                    BigInteger exact = (BigInteger)reserveOut * amount / ((BigInteger)reserveIn + amount);
                    return ProductCurve.Payout(amount, reserveIn, reserveOut) is not { } payout
                        || payout == exact
                        || payout == exact + 1;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Buying_and_selling_back_never_gains() =>
        Prop.ForAll(
                Reserves(),
                drawn =>
                {
                    (ulong amount, ulong tao, ulong alpha) = drawn;
                    foreach (PoolCurve curve in Enum.GetValues<PoolCurve>())
                    {
                        SubnetPool pool = new(curve, tao, alpha);
                        if (pool.Buy(amount) is { } bought && pool.Sell(bought.PaidOut) is { } sold)
                        {
                            // The first curve may pay a unit of alpha too much, which is worth what alpha costs.
                            ulong slack =
                                curve == PoolCurve.Weighted ? 0 : 2 + (2 * (tao + amount) / (alpha - bought.PaidOut));
                            if (sold.PaidOut > amount + slack)
                            {
                                return false;
                            }
                        }
                    }

                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    private static Arbitrary<(ulong Amount, ulong In, ulong Out)> Reserves() =>
        (
            from amount in Gen.Choose(1, int.MaxValue)
            from reserveIn in Gen.Choose(10_000_000, int.MaxValue)
            from reserveOut in Gen.Choose(10_000_000, int.MaxValue)
            from scale in Gen.Choose(0, 20)
            select ((ulong)amount << scale, (ulong)reserveIn << scale, (ulong)reserveOut << scale)
        ).ToArbitrary();

    private static ulong Weight(double share) => (ulong)(decimal)(share * 1e18);
}
