using Souk.Simulation.Markets.ConcentratedPools;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Markets.ConcentratedPools;

/// <summary>Expected numbers: Uniswap/v3-core at d8b1c63, test/SqrtPriceMath.spec.ts.</summary>
public class SqrtPriceMathTests
{
    private const ulong E18 = 1_000_000_000_000_000_000;
    private static readonly UInt256 Unit = UInt256.One << 96;
    private static readonly UInt256 Crowded = UInt256.Parse("20282409603651670423947251286016");
    private static readonly UInt256 PriceOf121Per100 = UInt256.Parse("87150978765690771352898345369");

    [Theory]
    [InlineData(false, "87150978765690771352898345369")]
    [InlineData(true, "72025602285694852357767227579")]
    public void A_tenth_paid_in_moves_the_price(bool sells0, string expected)
    {
        SqrtPriceMath.AfterInput(Unit, E18, E18 / 10, sells0).ShouldBe(UInt256.Parse(expected));
    }

    [Theory]
    [InlineData(false, "88031291682515930659493278152")]
    [InlineData(true, "71305346262837903834189555302")]
    public void A_tenth_paid_out_moves_the_price(bool sells0, string expected)
    {
        SqrtPriceMath.AfterOutput(Unit, E18, E18 / 10, sells0).ShouldBe(UInt256.Parse(expected));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_moves_no_price(bool sells0)
    {
        SqrtPriceMath.AfterInput(Unit, E18 / 10, UInt256.Zero, sells0).ShouldBe(Unit);
        SqrtPriceMath.AfterOutput(Unit, E18 / 10, UInt256.Zero, sells0).ShouldBe(Unit);
    }

    [Fact]
    public void Large_inputs_reach_the_lowest_price_and_do_not_pass_it()
    {
        UInt256 top = (UInt256.One << 160) - UInt256.One;
        UInt256 most = UInt256.MaxValue - (((UInt256)UInt128.MaxValue << 96) / top);

        SqrtPriceMath.AfterInput(UInt256.One, 1, UInt256.One << 255, sells0: true).ShouldBe(UInt256.One);
        SqrtPriceMath.AfterInput(top, UInt128.MaxValue, most, sells0: true).ShouldBe(UInt256.One);
        SqrtPriceMath.AfterInput(Unit, 1, UInt256.MaxValue / 2, sells0: true).ShouldBe(UInt256.One);
        SqrtPriceMath
            .AfterInput(Unit, 10 * (UInt128)E18, UInt256.One << 100, sells0: true)
            .ShouldBe((UInt256)624999999995069620);
    }

    [Fact]
    public void What_reserves_do_not_have_is_refused()
    {
        foreach (ulong amount in new ulong[] { 4, 5 })
        {
            Should.Throw<ArgumentOutOfRangeException>(() =>
                SqrtPriceMath.AfterOutput(Crowded, 1_024, amount, sells0: false)
            );
        }

        foreach (ulong amount in new ulong[] { 262_144, 262_145 })
        {
            Should.Throw<ArgumentOutOfRangeException>(() =>
                SqrtPriceMath.AfterOutput(Crowded, 1_024, amount, sells0: true)
            );
        }

        SqrtPriceMath
            .AfterOutput(Crowded, 1_024, 262_143, sells0: true)
            .ShouldBe(UInt256.Parse("77371252455336267181195264"));
        Should.Throw<ArgumentOutOfRangeException>(() => SqrtPriceMath.AfterOutput(Unit, 1, UInt256.MaxValue, false));
        Should.Throw<OverflowException>(() => SqrtPriceMath.AfterOutput(Unit, 1, UInt256.MaxValue, true));
    }

    [Fact]
    public void A_price_beyond_160_bits_overflows()
    {
        UInt256 top = (UInt256.One << 160) - UInt256.One;

        Should.Throw<OverflowException>(() => SqrtPriceMath.AfterInput(top, 1_024, 1_024, sells0: false));
    }

    [Fact]
    public void Without_price_or_liquidity_nothing_moves()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => SqrtPriceMath.AfterInput(UInt256.Zero, 1, 1, false));
        Should.Throw<ArgumentOutOfRangeException>(() => SqrtPriceMath.AfterInput(UInt256.One, 0, 1, true));
        Should.Throw<ArgumentOutOfRangeException>(() => SqrtPriceMath.AfterOutput(UInt256.Zero, 1, 1, false));
        Should.Throw<ArgumentOutOfRangeException>(() => SqrtPriceMath.AfterOutput(UInt256.One, 0, 1, true));
        Should.Throw<ArgumentOutOfRangeException>(() => SqrtPriceMath.Amount0(UInt256.Zero, Unit, 1, true));
    }

    [Fact]
    public void Amounts_between_1_and_1_21()
    {
        SqrtPriceMath.Amount0(Unit, PriceOf121Per100, E18, true).ShouldBe((UInt256)90909090909090910);
        SqrtPriceMath.Amount0(Unit, PriceOf121Per100, E18, false).ShouldBe((UInt256)90909090909090909);
        SqrtPriceMath.Amount1(Unit, PriceOf121Per100, E18, true).ShouldBe((UInt256)100000000000000000);
        SqrtPriceMath.Amount1(Unit, PriceOf121Per100, E18, false).ShouldBe((UInt256)99999999999999999);
        SqrtPriceMath.Amount0(PriceOf121Per100, Unit, E18, true).ShouldBe((UInt256)90909090909090910);
    }

    [Fact]
    public void Amounts_of_nothing_are_nothing()
    {
        SqrtPriceMath.Amount0(Unit, PriceOf121Per100, 0, true).ShouldBe(UInt256.Zero);
        SqrtPriceMath.Amount1(Unit, PriceOf121Per100, 0, true).ShouldBe(UInt256.Zero);
        SqrtPriceMath.Amount0(Unit, Unit, E18, true).ShouldBe(UInt256.Zero);
        SqrtPriceMath.Amount1(Unit, Unit, E18, true).ShouldBe(UInt256.Zero);
    }

    [Fact]
    public void High_prices_round_up_by_one()
    {
        UInt256 low = UInt256.One << (96 + 45);
        UInt256 high = UInt256.One << (96 + 48);

        UInt256 up = SqrtPriceMath.Amount0(low, high, E18, true);

        up.ShouldBe(SqrtPriceMath.Amount0(low, high, E18, false) + UInt256.One);
    }

    [Fact]
    public void A_product_of_prices_beyond_256_bits_is_kept_whole()
    {
        UInt256 price = UInt256.Parse("1025574284609383690408304870162715216695788925244");
        UInt128 liquidity = (UInt128)UInt256.Parse("50015962439936049619261659728067971248");

        UInt256 next = SqrtPriceMath.AfterInput(price, liquidity, 406, sells0: true);

        next.ShouldBe(UInt256.Parse("1025574284609383582644711336373707553698163132913"));
        SqrtPriceMath.Amount0(next, price, liquidity, true).ShouldBe((UInt256)406);
    }
}
