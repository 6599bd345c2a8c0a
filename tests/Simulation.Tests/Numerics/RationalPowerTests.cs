using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Numerics;

public class RationalPowerTests
{
    private const ulong Scale = 1_000_000_000_000_000_000;

    // The first three: sam0x17/safe-bigmath 013c499, src/integer.rs. The others: Python's decimal with 80 digits.
    [Theory]
    [InlineData(
        21_000_000_000_000_000,
        21_000_000_000_000_100,
        500_000_000_000_000_000,
        500_000_000_000_000_000,
        999_999_999_999_995_238
    )]
    [InlineData(
        21_000_000_000_000_000,
        21_000_000_000_000_100,
        499_999_999_999_500_000,
        500_000_000_000_500_000,
        999_999_999_999_995_238
    )]
    [InlineData(
        21_000_000_000_000_000,
        21_000_000_000_000_001,
        499_999_999_500_000_000,
        500_000_000_500_000_000,
        999_999_999_999_999_952
    )]
    [InlineData(
        400_775_553,
        14_446_634_308_441_135,
        102_337_248_363_782_924,
        897_662_751_636_217_076,
        137_558_120_932_567_453
    )]
    [InlineData(1, 10, 500_000_000_001, 1_000_000_000_000, 316_227_766_016_109_791)]
    [InlineData(123_456_789, 987_654_321, 987_654_321_123_456_789, 123_456_789_987_654_321, 59_604_639_203)]
    [InlineData(4, 1, 1, 4, 1_414_213_562_373_095_048)]
    [InlineData(3, 1, 3, 4, 2_279_507_056_954_777_641)]
    [InlineData(1_000_000_000, 998_876_568, 1, 3, 1_000_374_758_045_175_530)]
    public void A_power_of_a_ratio_has_18_digits(
        ulong numerator,
        ulong denominator,
        ulong exponent,
        ulong divisor,
        ulong power
    )
    {
        UInt128 scaled = RationalPower.FloorScaled(numerator, denominator, exponent, divisor, Scale);

        scaled.ShouldBe(power);
    }

    [Fact]
    public void Powers_of_one_and_of_zero_are_exact()
    {
        RationalPower.FloorScaled(7, 7, 3, 5, Scale).ShouldBe(Scale);
        RationalPower.FloorScaled(0, 7, 3, 5, Scale).ShouldBe(UInt128.Zero);
        RationalPower.FloorScaled(7, 9, 0, 5, Scale).ShouldBe(Scale);
        RationalPower.FloorScaled(1, 4, 1, 2, Scale).ShouldBe(Scale / 2);
        RationalPower.FloorScaled(1, 4, 2, 1, 1_600).ShouldBe((UInt128)100);
        Should.Throw<ArgumentOutOfRangeException>(() => RationalPower.FloorScaled(1, 0, 1, 1, Scale));
    }

    // floor(s (n/d)^(p/q)) = r  means  r^q d^p <= s^q n^p < (r + 1)^q d^p.
    [Fact]
    public void The_result_is_the_floor_of_the_true_power() =>
        Prop.ForAll(
                (
                    from n in Gen.Choose(1, 1_000_000)
                    from d in Gen.Choose(1, 1_000_000)
                    from p in Gen.Choose(1, 9)
                    from q in Gen.Choose(1, 9)
                    select (n, Math.Max(n, d), p, q)
                ).ToArbitrary(),
                drawn =>
                {
                    (int n, int d, int p, int q) = drawn;

                    BigInteger root = (BigInteger)
                        RationalPower.FloorScaled((ulong)n, (ulong)d, (ulong)p, (ulong)q, Scale);

                    BigInteger target = BigInteger.Pow(Scale, q) * BigInteger.Pow(n, p);
                    BigInteger divisor = BigInteger.Pow(d, p);
                    return BigInteger.Pow(root, q) * divisor <= target
                        && target < BigInteger.Pow(root + 1, q) * divisor;
                }
            )
            .QuickCheckThrowOnFailure();
}
