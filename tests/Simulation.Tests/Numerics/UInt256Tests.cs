using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Numerics;

public class UInt256Tests
{
    private const int DrawCount = 20_000;
    private static readonly BigInteger Modulus = BigInteger.One << 256;

    [Fact]
    public void Sums_and_differences_equal_arbitrary_precision()
    {
        ForAnyTriple(
            (a, b, _) =>
            {
                Checked(() => a + b, (BigInteger)a + b);
                Checked(() => a - b, (BigInteger)a - b);
                ((BigInteger)UInt256.WrappingAdd(a, b)).ShouldBe(((BigInteger)a + b) % Modulus);
                ((BigInteger)UInt256.WrappingSubtract(a, b)).ShouldBe(((BigInteger)a - b + Modulus) % Modulus);
            }
        );
    }

    [Fact]
    public void Products_equal_arbitrary_precision()
    {
        ForAnyTriple(
            (a, b, _) =>
            {
                UInt256 low = UInt256.Multiply(a, b, out UInt256 high);

                (((BigInteger)high << 256) | low).ShouldBe((BigInteger)a * b);
                Checked(() => a * b, (BigInteger)a * b);
            }
        );
    }

    [Fact]
    public void Quotients_and_remainders_equal_arbitrary_precision()
    {
        ForAnyTriple(
            (a, b, _) =>
            {
                if (b.IsZero)
                {
                    return;
                }

                UInt256 quotient = UInt256.DivRem(a, b, out UInt256 remainder);

                ((BigInteger)quotient).ShouldBe((BigInteger)a / b);
                ((BigInteger)remainder).ShouldBe((BigInteger)a % b);
                (a % b).ShouldBe(remainder);
                ((BigInteger)UInt256.DivideUp(a, b)).ShouldBe(((BigInteger)a + b - 1) / b);
            }
        );
    }

    [Fact]
    public void A_product_is_divided_whole()
    {
        ForAnyTriple(
            (a, b, divisor) =>
            {
                if (divisor.IsZero)
                {
                    return;
                }

                BigInteger product = (BigInteger)a * b;

                Checked(() => UInt256.MultiplyDivide(a, b, divisor), product / divisor);
                Checked(() => UInt256.MultiplyDivideUp(a, b, divisor), (product + divisor - 1) / divisor);
            }
        );
    }

    // Almost the divisor times almost 2²⁵⁶: the first digits are the largest there are.
    [Fact]
    public void Rests_next_to_the_divisor_are_divided_exactly()
    {
        ForAnyTriple(
            (a, b, divisor) =>
            {
                UInt256 small = a >> 200;
                if (divisor <= small)
                {
                    return;
                }

                BigInteger product = ((BigInteger)divisor - small) * ((BigInteger)UInt256.MaxValue - b.Low);

                UInt256 quotient = UInt256.MultiplyDivide(
                    divisor - small,
                    UInt256.MaxValue - b.Low,
                    divisor,
                    out UInt256 remainder
                );

                ((BigInteger)quotient).ShouldBe(product / divisor);
                ((BigInteger)remainder).ShouldBe(product % divisor);
            }
        );
    }

    [Fact]
    public void Comparisons_agree_with_arbitrary_precision()
    {
        ForAnyTriple(
            (a, b, _) =>
            {
                a.CompareTo(b).ShouldBe(((BigInteger)a).CompareTo((BigInteger)b));
                (a < b).ShouldBe((BigInteger)a < b);
                (a >= b).ShouldBe((BigInteger)a >= b);
                (a == b).ShouldBe((BigInteger)a == b);
                UInt256.Min(a, b).ShouldBe((BigInteger)a < b ? a : b);
                a.BitLength.ShouldBe((int)((BigInteger)a).GetBitLength());
            }
        );
    }

    [Fact]
    public void Shifts_drop_what_leaves_256_bits()
    {
        ForAnyTriple(
            (a, b, _) =>
            {
                int bits = (int)(b.Low % 256);

                ((BigInteger)(a << bits)).ShouldBe(((BigInteger)a << bits) % Modulus);
                ((BigInteger)(a >> bits)).ShouldBe((BigInteger)a >> bits);
            }
        );
    }

    [Fact]
    public void A_root_is_the_largest_whose_square_fits()
    {
        ForAnyTriple(
            (a, _, _) =>
            {
                BigInteger root = UInt256.Sqrt(a);

                (root * root).ShouldBeLessThanOrEqualTo(a);
                ((root + 1) * (root + 1)).ShouldBeGreaterThan(a);
            }
        );
    }

    [Fact]
    public void Conversions_keep_the_number_or_throw()
    {
        ((Int128)(UInt256)Int128.MaxValue).ShouldBe(Int128.MaxValue);
        ((UInt128)(UInt256)UInt128.MaxValue).ShouldBe(UInt128.MaxValue);
        ((UInt256)(Modulus - 1)).ShouldBe(UInt256.MaxValue);
        UInt256.MaxValue.ToString().ShouldBe((Modulus - 1).ToString());
        Should.Throw<OverflowException>(() => (UInt256)Int128.NegativeOne);
        Should.Throw<OverflowException>(() => (Int128)(UInt256.One << 127));
        Should.Throw<OverflowException>(() => (UInt128)(UInt256.One << 128));
        Should.Throw<OverflowException>(() => (UInt256)Modulus);
        Should.Throw<OverflowException>(() => (UInt256)BigInteger.MinusOne);
    }

    [Fact]
    public void A_double_is_within_two_units_in_the_last_place()
    {
        ForAnyTriple(
            (a, _, _) =>
            {
                double expected = (double)(BigInteger)a;

                ((double)a).ShouldBe(expected, 2 * (Math.BitIncrement(expected) - expected));
            }
        );
    }

    [Fact]
    public void Nothing_is_divided_by_zero()
    {
        Should.Throw<DivideByZeroException>(() => UInt256.One / UInt256.Zero);
        Should.Throw<DivideByZeroException>(() => UInt256.Zero / UInt256.Zero);
        Should.Throw<DivideByZeroException>(() =>
            UInt256.MultiplyDivide(UInt256.MaxValue, UInt256.MaxValue, UInt256.Zero)
        );
    }

    // Hard cases for long division: digits of all ones, divisors next to powers of two.
    [Theory]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "80000000000000000000000000000001")]
    [InlineData(
        "8000000000000000000000000000000000000000000000000000000000000000",
        "800000000000000000000000000000010000000000000001"
    )]
    [InlineData(
        "fffffffffffffffeffffffffffffffffffffffffffffffff0000000000000000",
        "ffffffffffffffffffffffffffffffffffffffffffffffff"
    )]
    [InlineData(
        "7fffffffffffffff800000000000000000000000000000000000000000000000",
        "800000000000000000000000000000000000000000000001"
    )]
    public void Digits_that_are_first_estimated_too_large_are_corrected(string dividend, string divisor)
    {
        BigInteger a = BigInteger.Parse("0" + dividend, System.Globalization.NumberStyles.HexNumber);
        BigInteger b = BigInteger.Parse("0" + divisor, System.Globalization.NumberStyles.HexNumber);

        BigInteger quotient = (UInt256)a / (UInt256)b;

        quotient.ShouldBe(a / b);
    }

    private static void Checked(Func<UInt256> compute, BigInteger expected)
    {
        if (expected < 0 || expected >= Modulus)
        {
            Should.Throw<OverflowException>(() => compute());
        }
        else
        {
            ((BigInteger)compute()).ShouldBe(expected);
        }
    }

    // FsCheck finds and shrinks; the counted draws spread magnitudes and runs of ones and zeros over all limbs.
    private static void ForAnyTriple(Action<UInt256, UInt256, UInt256> law)
    {
        Prop.ForAll<ulong[]>(words =>
            {
                ulong[] padded = [.. words, .. new ulong[12]];
                law(Number(padded, 0), Number(padded, 4), Number(padded, 8));
            })
            .QuickCheckThrowOnFailure();
        for (uint i = 0; i < DrawCount; i++)
        {
            law(Draw(i, 0), Draw(i, 1), Draw(i, 2));
        }
    }

    private static UInt256 Number(ulong[] words, int at) =>
        new(new UInt128(words[at], words[at + 1]), new UInt128(words[at + 2], words[at + 3]));

    private static UInt256 Draw(uint index, uint part)
    {
        RandomBlock x = Philox4x32.Block(1, 2, index, part, 0, 0);
        RandomBlock y = Philox4x32.Block(1, 2, index, part, 1, 0);
        RandomBlock shape = Philox4x32.Block(1, 2, index, part, 2, 0);
        ulong[] words =
        [
            Word(x.Word0, x.Word1, shape.Word0),
            Word(x.Word2, x.Word3, shape.Word0 >> 8),
            Word(y.Word0, y.Word1, shape.Word1),
            Word(y.Word2, y.Word3, shape.Word1 >> 8),
        ];
        return Number(words, 0) >> (int)(shape.Word3 % 256);
    }

    private static ulong Word(uint high, uint low, uint shape) =>
        (shape % 8) switch
        {
            0 => 0,
            1 => ulong.MaxValue,
            2 => 1UL << 63,
            _ => ((ulong)high << 32) | low,
        };
}
