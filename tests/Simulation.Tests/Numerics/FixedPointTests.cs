using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Numerics;

public class FixedPointTests
{
    [Fact]
    public void Products_round_down_and_quotients_towards_zero()
    {
        Q32x32 third = Q32x32.Ratio(1, 3);

        third.Raw.ShouldBe(0x5555_5555);
        (-third).Raw.ShouldBe(-0x5555_5555);
        (third * Q32x32.OfRaw(1)).Raw.ShouldBe(0);
        (-third * Q32x32.OfRaw(1)).Raw.ShouldBe(-1);
        (Q32x32.Of(-1) / Q32x32.Of(3)).ShouldBe(-third);
        Q32x32.Of(5).OverOrZero(Q32x32.Zero).ShouldBe(Q32x32.Zero);
    }

    [Fact]
    public void What_leaves_the_range_throws()
    {
        Q32x32 large = Q32x32.Of(65_536);

        Should.Throw<OverflowException>(() => large * large);
        Should.Throw<OverflowException>(() => Q32x32.One / Q32x32.OfRaw(1));
        Should.Throw<DivideByZeroException>(() => Q32x32.One / Q32x32.Zero);
        Should.Throw<OverflowException>(() => Q64x64.Of((Int128)long.MaxValue + 1));
        Should.Throw<OverflowException>(() => (Q64x64.Of(-1)).ToQ96x32());
    }

    [Fact]
    public void Proportions_are_rounded_down_and_held_within_their_range()
    {
        Q32x32.Ratio(1, 2).ToProportion().ShouldBe((ushort)32_767);
        Q32x32.One.ToProportion().ShouldBe((ushort)65_535);
        Q32x32.Of(7).ToProportion().ShouldBe((ushort)65_535);
        Q32x32.Of(-1).ToProportion().ShouldBe((ushort)0);
    }

    [Fact]
    public void Products_and_quotients_equal_those_of_big_integers() =>
        Prop.ForAll<long, long>(
                (a, b) =>
                {
                    BigInteger product = ((BigInteger)a * b) >> 32;
                    bool isProduct = !Fits(product, 64) || (Q32x32.OfRaw(a) * Q32x32.OfRaw(b)).Raw == (long)product;
                    BigInteger quotient = b == 0 ? 0 : ((BigInteger)a << 32) / b;
                    bool isQuotient =
                        b == 0 || !Fits(quotient, 64) || (Q32x32.OfRaw(a) / Q32x32.OfRaw(b)).Raw == (long)quotient;
                    return isProduct && isQuotient;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Wide_products_and_quotients_equal_those_of_big_integers() =>
        Prop.ForAll<(long High, ulong Low), (long High, ulong Low)>(
                (x, y) =>
                {
                    Int128 a = new(unchecked((ulong)(x.High >> 20)), x.Low);
                    Int128 b = new(unchecked((ulong)(y.High >> 40)), y.Low);
                    BigInteger product = ((BigInteger)a * (BigInteger)b) >> 64;
                    bool isProduct = !Fits(product, 128) || (Q64x64.OfRaw(a) * Q64x64.OfRaw(b)).Raw == (Int128)product;
                    BigInteger quotient = b == 0 ? 0 : ((BigInteger)a << 64) / (BigInteger)b;
                    bool isQuotient =
                        b == 0 || !Fits(quotient, 128) || (Q64x64.OfRaw(a) / Q64x64.OfRaw(b)).Raw == (Int128)quotient;
                    return isProduct && isQuotient;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_least_number_is_within_range()
    {
        (Q64x64.Of(-1) / Q64x64.OfRaw(2)).Raw.ShouldBe(Int128.MinValue);
        (Q64x64.OfRaw(Int128.MinValue) * Q64x64.One).Raw.ShouldBe(Int128.MinValue);
        Should.Throw<OverflowException>(() => Q64x64.One / Q64x64.OfRaw(2));
    }

    [Fact]
    public void Unsigned_wide_numbers_round_down_and_differences_stop_at_zero()
    {
        Q96x32 third = Q96x32.Ratio(1, 3);

        third.Raw.ShouldBe((UInt128)0x5555_5555);
        (third * Q96x32.Of(ulong.MaxValue)).ToUInt64().ShouldBe(6_148_914_689_804_861_439UL);
        (third - Q96x32.One).ShouldBe(Q96x32.Zero);
        Q96x32.Of(7).ToQ64x64().ShouldBe(Q64x64.Of(7));
        Q64x64.Ratio(1, 3).ToQ96x32().ShouldBe(third);
        Q64x64.Ratio(1, 3).ToQ32x32().ShouldBe(Q32x32.Ratio(1, 3));
    }

    private static bool Fits(BigInteger value, int bits) =>
        value >= -(BigInteger.One << (bits - 1)) && value < BigInteger.One << (bits - 1);
}
