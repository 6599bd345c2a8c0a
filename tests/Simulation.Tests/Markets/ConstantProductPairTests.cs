using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Markets;

namespace Souk.Simulation.Tests.Markets;

/// <summary>Expected numbers: Uniswap/v2-core at ee547b1, test/UniswapV2Pair.spec.ts.</summary>
public class ConstantProductPairTests
{
    private const int Fee = 30;
    private const int Sixth = 6;
    private static readonly Int128 One = 1_000_000_000_000_000_000;

    [Fact]
    public void The_first_liquidity_makes_the_root_of_the_product_and_locks_a_thousand()
    {
        LiquidityChange change = default(ConstantProductPair).Mint(One, 4 * One);

        change.Pair.ShouldBe(new ConstantProductPair(One, 4 * One, 2 * One, default));
        change.Shares.ShouldBe((2 * One) - 1_000);
    }

    [Fact]
    public void All_shares_but_the_locked_ones_give_back_all_but_their_part()
    {
        ConstantProductPair pair = Pair(3 * One, 3 * One);

        LiquidityChange change = pair.Burn((3 * One) - 1_000);

        change.Amount0.ShouldBe((3 * One) - 1_000);
        change.Amount1.ShouldBe((3 * One) - 1_000);
        change.Pair.ShouldBe(new ConstantProductPair(1_000, 1_000, 1_000, default));
    }

    // swapTestCases: in, reserve in, reserve out (in 1e18), the most that comes out.
    [Theory]
    [InlineData(1, 5, 10, 1662497915624478906)]
    [InlineData(1, 10, 5, 453305446940074565)]
    [InlineData(2, 5, 10, 2851015155847869602)]
    [InlineData(2, 10, 5, 831248957812239453)]
    [InlineData(1, 10, 10, 906610893880149131)]
    [InlineData(1, 100, 100, 987158034397061298)]
    [InlineData(1, 1000, 1000, 996006981039903216)]
    public void The_product_allows_just_what_the_formula_gives(int amountIn, int reserve0, int reserve1, long most)
    {
        ConstantProductPair pair = Pair(reserve0 * One, reserve1 * One);

        pair.Swap(amountIn * One, 0, 0, most + 1, Fee).ShouldBeNull();
        ConstantProductPair after = pair.Swap(amountIn * One, 0, 0, most, Fee).ShouldNotBeNull();

        after.Reserve0.ShouldBe((reserve0 + amountIn) * One);
        after.Reserve1.ShouldBe((reserve1 * One) - most);
    }

    // optimisticTestCases: out, reserves (in 1e18), in. What is paid back in the same token costs the fee alone.
    [Theory]
    [InlineData(997000000000000000, 5, 10, 1000000000000000000)]
    [InlineData(997000000000000000, 10, 5, 1000000000000000000)]
    [InlineData(997000000000000000, 5, 5, 1000000000000000000)]
    [InlineData(1000000000000000000, 5, 5, 1003009027081243732)]
    public void A_token_lent_within_a_swap_returns_with_the_fee(
        long amountOut,
        int reserve0,
        int reserve1,
        long amountIn
    )
    {
        ConstantProductPair pair = Pair(reserve0 * One, reserve1 * One);

        pair.Swap(amountIn, 0, (Int128)amountOut + 1, 0, Fee).ShouldBeNull();
        pair.Swap(amountIn, 0, amountOut, 0, Fee).ShouldNotBeNull();
    }

    [Fact]
    public void Without_a_protocol_fee_all_growth_belongs_to_the_shares()
    {
        ConstantProductPair pair = Pair(1_000 * One, 1_000 * One);
        ConstantProductPair traded = pair.Swap(0, One, 996006981039903216, 0, Fee)!.Value;

        LiquidityChange change = traded.Burn((1_000 * One) - 1_000);

        change.ProtocolShares.ShouldBe(0);
        change.Pair.Shares.ShouldBe(1_000);
    }

    [Fact]
    public void The_protocol_owns_a_sixth_of_the_growth()
    {
        ConstantProductPair pair = default(ConstantProductPair).Mint(1_000 * One, 1_000 * One, Sixth).Pair;
        ConstantProductPair traded = pair.Swap(0, One, 996006981039903216, 0, Fee)!.Value;

        LiquidityChange change = traded.Burn((1_000 * One) - 1_000, Sixth);

        change.ProtocolShares.ShouldBe(249750499251388);
        change.Pair.Shares.ShouldBe((Int128)1_000 + 249750499251388);
        change.Pair.Reserve0.ShouldBe((Int128)1_000 + 249501683697445);
        change.Pair.Reserve1.ShouldBe((Int128)1_000 + 250000187312969);
    }

    [Fact]
    public void What_an_exact_amount_costs_buys_it_and_one_unit_less_does_not()
    {
        Prop.ForAll<uint, uint, ushort>(
                (reserve0, reserve1, part) =>
                {
                    Int128 reserveIn = ((Int128)reserve0 * 1_000_003) + 10_000;
                    Int128 reserveOut = ((Int128)reserve1 * 999_983) + 10_000;
                    Int128 wanted = 1 + (reserveOut * part / 70_000);
                    ConstantProductPair pair = Pair(reserveIn, reserveOut);

                    Int128 price = ConstantProductPool.AmountIn(wanted, reserveIn, reserveOut, Fee);

                    // The contract's +1 may charge one unit more than the least that would do.
                    return pair.Swap(price, 0, 0, wanted, Fee) is not null
                        && (price <= 2 || pair.Swap(price - 2, 0, 0, wanted, Fee) is null)
                        && ConstantProductPool.AmountOut(price, reserveIn, reserveOut, Fee) >= wanted;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    // Uniswap/v2-periphery at 0335e8f, test/UniswapV2Router02.spec.ts (getAmountIn) and UniswapV2Router01.spec.ts
    // (swapTokensForExactTokens).
    [Theory]
    [InlineData(1, 100, 100, 2)]
    [InlineData(1_000_000_000_000_000_000, 5_000_000_000_000_000_000, 10_000_000_000_000_000_000, 557227237267357629)]
    public void An_exact_amount_out_costs_what_the_router_asks(
        long amountOut,
        ulong reserveIn,
        ulong reserveOut,
        long cost
    )
    {
        ConstantProductPool.AmountIn(amountOut, reserveIn, reserveOut, Fee).ShouldBe(cost);
    }

    [Fact]
    public void Nothing_costs_nothing()
    {
        ConstantProductPool.AmountIn(0, 100, 100, Fee).ShouldBe(0);
        ConstantProductPool.AmountOut(0, 100, 100, Fee).ShouldBe(0);
    }

    [Fact]
    public void Adding_and_taking_back_liquidity_never_profits()
    {
        Prop.ForAll<uint, uint, uint>(
                (reserve0, reserve1, amount) =>
                {
                    ConstantProductPair pair = Pair((Int128)reserve0 + 100_000, (Int128)reserve1 + 100_000);
                    Int128 given = (Int128)amount + 100_000;

                    LiquidityChange added = pair.Mint(given, given);
                    LiquidityChange taken = added.Pair.Burn(added.Shares);

                    return taken.Amount0 <= given && taken.Amount1 <= given;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Impossible_changes_are_refused()
    {
        ConstantProductPair pair = Pair(5 * One, 5 * One);

        Should.Throw<ArgumentOutOfRangeException>(() => pair.Swap(One, 0, 0, 5 * One, Fee));
        Should.Throw<ArgumentOutOfRangeException>(() => pair.Swap(0, 0, 0, 1, Fee));
        Should.Throw<ArgumentOutOfRangeException>(() => pair.Swap(1, 0, 0, 0, Fee));
        Should.Throw<ArgumentOutOfRangeException>(() => pair.Swap(ConstantProductPair.ReserveMax, 0, 0, 1, Fee));
        Should.Throw<ArgumentOutOfRangeException>(() => pair.Burn(5 * One));
        Should.Throw<ArgumentOutOfRangeException>(() => pair.Mint(1, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => default(ConstantProductPair).Mint(1_000, 1_000));
        Should.Throw<ArgumentOutOfRangeException>(() => ConstantProductPool.AmountIn(5, 5, 5, Fee));
    }

    private static ConstantProductPair Pair(Int128 reserve0, Int128 reserve1) =>
        default(ConstantProductPair).Mint(reserve0, reserve1).Pair;
}
