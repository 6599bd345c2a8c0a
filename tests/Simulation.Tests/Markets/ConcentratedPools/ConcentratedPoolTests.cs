using Souk.Simulation.Markets.ConcentratedPools;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Markets.ConcentratedPools;

/// <summary>Expected fees: Uniswap/v3-core at d8b1c63, test/UniswapV3Pool.spec.ts, #collect and #feeProtocol.</summary>
public class ConcentratedPoolTests
{
    private const int Owner = 1;
    private const int Lower = -887270;
    private const int Upper = 887270;
    private static readonly Int128 One = 1_000_000_000_000_000_000;

    [Fact]
    public void Fees_are_shared_by_liquidity()
    {
        ConcentratedPool pool = NewPool();
        pool.Mint(Owner, Lower, Upper, One);
        pool.Mint(Owner, Lower + 10, Upper - 10, 2 * One);

        pool.Swap(sells0: true, One);
        pool.Burn(Owner, Lower, Upper, 0);
        pool.Burn(Owner, Lower + 10, Upper - 10, 0);

        pool.Position(Owner, Lower, Upper).Owed0.ShouldBe(166666666666667);
        pool.Position(Owner, Lower + 10, Upper - 10).Owed0.ShouldBe(333333333333334);
    }

    [Fact]
    public void Fees_of_swaps_add_up()
    {
        ConcentratedPool pool = ThousandPool();

        foreach (long fees in new[] { 499999999999999, 999999999999998, 1499999999999997 })
        {
            pool.Swap(sells0: true, One);
            pool.Burn(Owner, Lower, Upper, 0);

            pool.Position(Owner, Lower, Upper).Owed0.ShouldBe(fees);
            pool.Position(Owner, Lower, Upper).Owed1.ShouldBe(0);
        }
    }

    [Fact]
    public void The_protocol_takes_its_part_of_later_fees_only()
    {
        ConcentratedPool pool = ThousandPool();
        pool.Swap(sells0: true, One);
        pool.SetProtocolFee(6, 6);

        pool.Swap(sells0: true, One);
        pool.Burn(Owner, Lower, Upper, 0);

        pool.Position(Owner, Lower, Upper).Owed0.ShouldBe(916666666666666);
        // The contract pays out 83333333333332 and keeps one base unit back.
        pool.CollectProtocol().ShouldBe((83333333333333, 0));
        pool.CollectProtocol().ShouldBe((0, 0));
    }

    [Fact]
    public void The_protocol_may_take_another_part_of_each_token()
    {
        ConcentratedPool pool = ThousandPool();
        pool.SetProtocolFee(8, 5);

        pool.Swap(sells0: true, One);
        pool.Swap(sells0: false, One);

        // The contract pays out 62499999999999 and 99999999999998 and keeps one base unit of each back.
        pool.CollectProtocol().ShouldBe((62500000000000, 99999999999999));
    }

    [Fact]
    public void Collected_fees_are_not_collected_again()
    {
        ConcentratedPool pool = ThousandPool();
        pool.SetProtocolFee(6, 6);
        pool.Swap(sells0: true, One);
        pool.Burn(Owner, Lower, Upper, 0);

        pool.Collect(Owner, Lower, Upper).ShouldBe((416666666666666, 0));
        pool.Swap(sells0: true, One);
        pool.Collect(Owner, Lower, Upper).ShouldBe((0, 0));
        pool.Burn(Owner, Lower, Upper, 0);

        pool.Collect(Owner, Lower, Upper).ShouldBe((416666666666666, 0));
        pool.ProtocolOwed0.ShouldBe(166666666666666);
    }

    [Fact]
    public void A_swap_crosses_where_liquidity_ends_and_the_fee_stays_inside()
    {
        ConcentratedPool pool = NewPool();
        pool.Mint(1, -100, 100, 1_000 * One);
        pool.Mint(2, -1_000, 1_000, One);

        PoolSwap swap = pool.Swap(sells0: true, 20 * One);
        pool.Burn(1, -100, 100, 0);
        pool.Burn(2, -1_000, 1_000, 0);

        swap.TicksCrossed.ShouldBe(2);
        pool.Liquidity.ShouldBe((UInt128)0);
        Int128 fees = pool.Position(1, -100, 100).Owed0 + pool.Position(2, -1_000, 1_000).Owed0;
        Int128 feePaid = (swap.Amount0 * 500 / 1_000_000) + 1;
        fees.ShouldBeInRange(feePaid - 4, feePaid + 4);
        pool.Position(1, -100, 100).Owed0.ShouldBeGreaterThan(90 * pool.Position(2, -1_000, 1_000).Owed0);
    }

    [Fact]
    public void Back_and_forth_never_profits()
    {
        ConcentratedPool pool = NewPool();
        pool.Mint(Owner, -500, 500, 5 * One);
        pool.Mint(Owner, -50, 80, 70 * One);
        for (Int128 amount = 1; amount < One; amount = (amount * 13) + 1)
        {
            PoolSwap there = pool.Swap(sells0: true, amount);
            if (there.Amount1 == 0)
            {
                continue;
            }

            PoolSwap back = pool.Swap(sells0: false, -there.Amount1);

            (there.Amount0 + back.Amount0).ShouldBeGreaterThanOrEqualTo(0);
        }
    }

    [Fact]
    public void A_quote_changes_nothing()
    {
        ConcentratedPool pool = NewPool();
        pool.Mint(Owner, -100, 100, One);
        (UInt256, int, UInt128, FeeGrowth) before = (pool.SqrtPrice, pool.Tick, pool.Liquidity, pool.Growth);

        PoolSwap quote = pool.Quote(sells0: false, One);

        (pool.SqrtPrice, pool.Tick, pool.Liquidity, pool.Growth).ShouldBe(before);
        pool.Swap(sells0: false, One).ShouldBe(quote);
    }

    [Fact]
    public void Liquidity_taken_back_returns_what_was_given_but_for_rounding()
    {
        ConcentratedPool pool = NewPool();
        foreach ((int lower, int upper) in new[] { (-100, 100), (-200, -100), (100, 200) })
        {
            (Int128 given0, Int128 given1) = pool.Mint(Owner, lower, upper, One);
            (Int128 taken0, Int128 taken1) = pool.Burn(Owner, lower, upper, One);

            taken0.ShouldBeInRange(given0 == 0 ? 0 : given0 - 1, given0);
            taken1.ShouldBeInRange(given1 == 0 ? 0 : given1 - 1, given1);
            pool.Collect(Owner, lower, upper).ShouldBe((taken0, taken1));
            pool.Position(Owner, lower, upper).ShouldBe(default);
        }
    }

    [Fact]
    public void Impossible_changes_are_refused_and_change_nothing()
    {
        ConcentratedPool pool = NewPool();
        pool.Mint(Owner, -100, 100, One);
        Int128 tooMuch = (Int128)pool.LiquidityPerTickMax;

        Should.Throw<ArgumentOutOfRangeException>(() => pool.Mint(Owner, -100, 100, tooMuch));
        Should.Throw<ArgumentOutOfRangeException>(() => pool.Mint(Owner, -100, 100, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => pool.Mint(Owner, 100, 100, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => pool.Mint(Owner, -101, 100, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => pool.Mint(Owner, -887280, 100, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => pool.Burn(Owner, -100, 100, One + 1));
        Should.Throw<ArgumentOutOfRangeException>(() => pool.Burn(Owner + 1, -100, 100, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => pool.Swap(true, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => pool.Swap(true, 1, pool.SqrtPrice));
        Should.Throw<ArgumentOutOfRangeException>(() => pool.SetProtocolFee(3, 3));
        Should.Throw<ArgumentOutOfRangeException>(() => pool.SetProtocolFee(11, 0));

        pool.Liquidity.ShouldBe((UInt128)One);
        pool.Position(Owner, -100, 100).Liquidity.ShouldBe((UInt128)One);
        pool.Position(Owner + 1, -100, 100).ShouldBe(default);
    }

    private static ConcentratedPool NewPool() => new(feeMillionths: 500, tickSpacing: 10, UInt256.One << 96);

    private static ConcentratedPool ThousandPool()
    {
        ConcentratedPool pool = NewPool();
        pool.Mint(Owner, Lower, Upper, 1_000 * One);
        return pool;
    }
}
