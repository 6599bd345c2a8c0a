using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Markets.WeightedPools;

namespace Souk.Simulation.Tests.Markets.WeightedPools;

/// <summary>
/// Cases and tolerances: balancer/balancer-v2-monorepo at 316ded0, pkg/pool-weighted/test/WeightedMath.test.ts. Expected
/// numbers: the formulas of pvt/helpers/src/models/pools/weighted/math.ts, rounded down from 80 digits.
/// </summary>
public class WeightedPoolTests
{
    private const double Tolerance = 0.0001;
    private static readonly Int128 One = 1_000_000_000_000_000_000;

    [Fact]
    public void The_invariant_of_two_and_of_three_tokens()
    {
        Int128 two = WeightedPool.Invariant([3 * One / 10, 7 * One / 10], [10 * One, 12 * One]);
        Int128 three = WeightedPool.Invariant([3 * One / 10, One / 5, One / 2], [10 * One, 12 * One, 14 * One]);

        ShouldBeNear(two, 11361269771988886910, Tolerance);
        ShouldBeNear(three, 12271573899486561653, Tolerance);
    }

    [Theory]
    [InlineData(15_000_000_000_000_000_000, 16029314312986737220, Tolerance)]
    [InlineData(10_000_000, 12_499_999, 0.1)]
    public void What_an_amount_buys(ulong amountIn, ulong expected, double tolerance)
    {
        Int128 actual = WeightedPool.AmountOut(100 * One, 50 * One, 100 * One, 40 * One, amountIn);

        ShouldBeNear(actual, expected, tolerance);
    }

    [Theory]
    [InlineData(15_000_000_000_000_000_000, 13884562941468395154, Tolerance)]
    [InlineData(10_000_000, 8_000_000, 0.5)]
    public void What_an_amount_costs(ulong amountOut, ulong expected, double tolerance)
    {
        Int128 actual = WeightedPool.AmountIn(100 * One, 50 * One, 100 * One, 40 * One, amountOut);

        ShouldBeNear(actual, expected, tolerance);
    }

    [Fact]
    public void Weights_may_differ_by_a_factor_of_130()
    {
        Int128 heavy = WeightedPool.AmountOut(100 * One, 1307 * One / 10, 100 * One, One, 15 * One);
        Int128 light = WeightedPool.AmountOut(100 * One, 769 * One / 100_000, 100 * One, One, 15 * One);

        ShouldBeNear(heavy, Int128.Parse("99999998833748364520"), Tolerance);
        ShouldBeNear(light, 107419197916188066, Tolerance);
    }

    [Fact]
    public void Back_and_forth_never_profits()
    {
        Prop.ForAll<uint, uint, ushort>(
                (in0, out0, shape) =>
                {
                    (int weight, int part) = (shape / 256, shape % 256);
                    Int128 balanceIn = ((Int128)in0 + 1) * One / 1_000;
                    Int128 balanceOut = ((Int128)out0 + 1) * One / 1_000;
                    Int128 weightIn = One * ((weight % 98) + 1) / 100;
                    Int128 weightOut = One - weightIn;
                    Int128 amount = balanceIn * part / 1_000;

                    Int128 bought = WeightedPool.AmountOut(balanceIn, weightIn, balanceOut, weightOut, amount);
                    Int128 left = balanceOut - bought;
                    if (bought > left * 3 / 10)
                    {
                        return true;
                    }

                    Int128 back = WeightedPool.AmountOut(left, weightOut, balanceIn + amount, weightIn, bought);
                    return back <= amount;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Joining_and_leaving_never_profits()
    {
        Prop.ForAll<uint, uint, ushort>(
                (held, shares, shape) =>
                {
                    (int weight, int part) = (shape / 256, shape % 256);
                    Int128 balance = ((Int128)held + 1) * One / 1_000;
                    Int128 supply = ((Int128)shares + 1) * One / 1_000;
                    Int128 share = One * ((weight % 98) + 1) / 100;
                    Int128 amount = balance * part / 1_000;

                    Int128 given = WeightedShares.ForTokenIn(balance, share, amount, supply, fee: 0);
                    if (given > (supply + given) / 4)
                    {
                        return true;
                    }

                    Int128 back = WeightedShares.TokenOutFor(balance + amount, share, given, supply + given, fee: 0);
                    return back <= amount;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_fee_is_taken_off_and_added_so_that_the_pool_does_not_lose()
    {
        Int128 fee = 3 * One / 1_000;

        WeightedPool.AfterFee(1_001, fee).ShouldBe(1_001 - 4);
        WeightedPool.BeforeFee(997, fee).ShouldBe(1_000);
        WeightedPool.BeforeFee(998, fee).ShouldBe(1_002);
    }

    [Fact]
    public void Unequal_lists_and_negative_amounts_are_refused()
    {
        Should.Throw<ArgumentException>(() => WeightedPool.Invariant([One], [One, One]));
        Should.Throw<OverflowException>(() => WeightedPool.AmountOut(One, One, One, One, -1));
        Should.Throw<OverflowException>(() => WeightedPool.AmountIn(One, One, One, One, -1));
    }

    private static void ShouldBeNear(Int128 actual, Int128 expected, double tolerance)
    {
        Int128 margin = (Int128)((double)expected * tolerance);
        actual.ShouldBeInRange(expected - margin, expected + margin);
    }
}
