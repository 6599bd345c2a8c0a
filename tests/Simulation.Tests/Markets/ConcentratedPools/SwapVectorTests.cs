using System.Globalization;
using System.Numerics;
using Souk.Simulation.Markets.ConcentratedPools;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Markets.ConcentratedPools;

public class SwapVectorTests
{
    private const int Owner = 7;
    private static readonly Int128 One = 1_000_000_000_000_000_000;
    private static readonly Int128 Two = 2 * One;

    // Roots of 1/2, 2, 5/2 and 2/5, rounded down to 2⁻⁹⁶.
    private static readonly UInt256 Half = UInt256.Parse("56022770974786139918731938227");
    private static readonly UInt256 Double = UInt256.Parse("112045541949572279837463876454");
    private static readonly UInt256 FiveHalves = UInt256.Parse("125270724187523965593206900784");
    private static readonly UInt256 TwoFifths = UInt256.Parse("50108289675009586237282760313");

    private static readonly (bool Sells0, Int128 Amount, UInt256? Limit)[] Cases =
    [
        (true, One, null),
        (false, One, null),
        (true, -One, null),
        (false, -One, null),
        (true, One, Half),
        (false, One, Double),
        (true, -One, Half),
        (false, -One, Double),
        (true, 1_000, null),
        (false, 1_000, null),
        (true, -1_000, null),
        (false, -1_000, null),
        (false, Int128.MaxValue, FiveHalves),
        (true, Int128.MaxValue, TwoFifths),
        (true, Int128.MaxValue, FiveHalves),
        (false, Int128.MaxValue, TwoFifths),
    ];

    // Fee, spacing and positions of the pools, in the order of the vectors.
    private static readonly (int Fee, int Spacing, (int Lower, int Upper)[] Positions)[] Pools =
    [
        (500, 10, [(-887270, 887270)]),
        (3000, 60, [(-887220, 887220)]),
        (10000, 200, [(-887200, 887200)]),
        (3000, 60, [(-887220, 887220)]),
        (3000, 60, [(-887220, 887220)]),
        (3000, 60, [(-887220, -60), (60, 887220)]),
        (3000, 60, [(-887220, 887220), (-887220, -60), (60, 887220)]),
        (500, 10, [(-10, 10)]),
        (3000, 60, [(0, 120000)]),
        (3000, 60, [(-120000, 0)]),
        (3000, 60, [(-887220, 887220)]),
        (3000, 60, [(-887220, 887220)]),
        (3000, 60, [(-887220, 887220)]),
        (3000, 60, [(-887220, 887220)]),
        (3000, 60, [(-887220, 887220)]),
    ];

    public static TheoryData<int, int> Numbers =>
        [.. SwapVector.All.Select(vector => new TheoryDataRow<int, int>(vector.Pool, vector.Case))];

    [Fact]
    public void All_swaps_are_covered()
    {
        SwapVector.All.Count.ShouldBe(240);
        SwapVector.All.Count(vector => vector.IsRefused).ShouldBe(50);
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_swap_equals_Uniswap_v3_to_the_base_unit(int pool, int number)
    {
        SwapVector expected = SwapVector.All.Single(vector => vector.Pool == pool && vector.Case == number);
        PoolVector before = SwapVector.Pools[pool];
        ConcentratedPool actual = Pool(pool, out Int128 balance0, out Int128 balance1);
        (bool sells0, Int128 amount, UInt256? limit) = Cases[number];
        (actual.Tick, balance0, balance1).ShouldBe((before.Tick, before.Balance0, before.Balance1));
        if (expected.IsRefused)
        {
            Should.Throw<ArgumentOutOfRangeException>(() => actual.Swap(sells0, amount, limit));
            return;
        }

        PoolSwap quote = actual.Quote(sells0, amount, limit);
        PoolSwap swap = actual.Swap(sells0, amount, limit);

        quote.ShouldBe(swap);
        (swap.Amount0, swap.Amount1).ShouldBe((expected.Amount0, expected.Amount1));
        actual.Growth.ShouldBe(new FeeGrowth(expected.Growth0, expected.Growth1));
        actual.Tick.ShouldBe(expected.Tick);
        FiveDigits(PriceOf(actual.SqrtPrice)).ShouldBe(FiveDigits(expected.Price));
        ExecutionPrice(swap).ShouldBe(FiveDigits(expected.ExecutionPrice));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void After_any_swap_all_positions_can_be_paid_out(int pool, int number)
    {
        ConcentratedPool actual = Pool(pool, out Int128 balance0, out Int128 balance1);
        (bool sells0, Int128 amount, UInt256? limit) = Cases[number];
        if (!SwapVector.All.Single(vector => vector.Pool == pool && vector.Case == number).IsRefused)
        {
            PoolSwap swap = actual.Swap(sells0, amount, limit);
            (balance0, balance1) = (balance0 + swap.Amount0, balance1 + swap.Amount1);
        }

        foreach ((int lower, int upper) in Pools[pool].Positions)
        {
            actual.Burn(Owner, lower, upper, LiquidityOf(actual, pool));
            (Int128 paid0, Int128 paid1) = actual.Collect(Owner, lower, upper);
            (balance0, balance1) = (balance0 - paid0, balance1 - paid1);
        }

        // What is left is what was rounded in the pool's favour, at most a base unit or so for each rounding.
        balance0.ShouldBeGreaterThanOrEqualTo(0);
        balance1.ShouldBeGreaterThanOrEqualTo(0);
        actual.Liquidity.ShouldBe((UInt128)0);
    }

    private static ConcentratedPool Pool(int number, out Int128 balance0, out Int128 balance1)
    {
        (int fee, int spacing, (int Lower, int Upper)[] positions) = Pools[number];
        ConcentratedPool pool = new(fee, spacing, SwapVector.Pools[number].SqrtPrice);
        (balance0, balance1) = (0, 0);
        foreach ((int lower, int upper) in positions)
        {
            (Int128 amount0, Int128 amount1) = pool.Mint(Owner, lower, upper, LiquidityOf(pool, number));
            (balance0, balance1) = (balance0 + amount0, balance1 + amount1);
        }

        return pool;
    }

    private static Int128 LiquidityOf(ConcentratedPool pool, int number) =>
        number == 12 ? (Int128)pool.LiquidityPerTickMax : Two;

    private static double PriceOf(UInt256 sqrtPrice) => Math.Pow((double)sqrtPrice / Math.Pow(2, 96), 2);

    private static string ExecutionPrice(PoolSwap swap) =>
        FiveDigits(-(double)(BigInteger)swap.Amount1 / (double)(BigInteger)swap.Amount0);

    private static string FiveDigits(string number) =>
        FiveDigits(
            number.TrimStart('-') == "Infinity"
                ? (number[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity)
                : double.Parse(number, CultureInfo.InvariantCulture)
        );

    private static string FiveDigits(double number) =>
        (number == 0 ? 0 : number).ToString("0.0000e+0", CultureInfo.InvariantCulture);
}
