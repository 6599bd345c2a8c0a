using Souk.Simulation.Markets;

namespace Souk.Simulation.Tests.Markets;

public class ConstantProductPoolTests
{
    private static readonly Int128 One = 1_000_000_000_000_000_000;

    // Uniswap/v2-core, test/UniswapV2Pair.spec.ts, swapTestCases: amount in, reserve in, reserve out (in 1e18), amount out.
    [Theory]
    [InlineData(1, 5, 10, 1662497915624478906)]
    [InlineData(1, 10, 5, 453305446940074565)]
    [InlineData(2, 5, 10, 2851015155847869602)]
    [InlineData(2, 10, 5, 831248957812239453)]
    [InlineData(1, 10, 10, 906610893880149131)]
    [InlineData(1, 100, 100, 987158034397061298)]
    [InlineData(1, 1000, 1000, 996006981039903216)]
    public void Swaps_equal_Uniswap_v2_to_the_base_unit(int amountIn, int reserveIn, int reserveOut, long amountOut)
    {
        Int128 actual = ConstantProductPool.AmountOut(
            amountIn * One,
            reserveIn * One,
            reserveOut * One,
            feeBasisPoints: 30
        );

        actual.ShouldBe(amountOut);
    }

    [Fact]
    public void The_product_of_reserves_never_falls()
    {
        Int128 tokens = 20_000_000 * One;
        Int128 stable = 1_000_000_000_000;
        for (Int128 amount = 1; amount < tokens; amount *= 7)
        {
            Int128 paid = ConstantProductPool.AmountOut(amount, tokens, stable, feeBasisPoints: 0);

            System.Numerics.BigInteger after = (System.Numerics.BigInteger)(tokens + amount) * (stable - paid);
            after.ShouldBeGreaterThanOrEqualTo((System.Numerics.BigInteger)tokens * stable);
        }
    }

    [Fact]
    public void Impossible_swaps_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => ConstantProductPool.AmountOut(-1, 5, 5, 30));
        Should.Throw<ArgumentOutOfRangeException>(() => ConstantProductPool.AmountOut(1, 0, 5, 30));
        Should.Throw<ArgumentOutOfRangeException>(() => ConstantProductPool.AmountOut(1, 5, 0, 30));
        Should.Throw<ArgumentOutOfRangeException>(() => ConstantProductPool.AmountOut(1, 5, 5, 10_000));
    }
}
