using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Numerics;

public class WideMathTests
{
    [Fact]
    public void Multiply_divide_equals_arbitrary_precision_for_any_numbers()
    {
        // Shifts spread the magnitudes, so that one-word, two-word and overflowing cases all occur.
        Prop.ForAll<ulong[], byte[]>(
                (words, shifts) =>
                {
                    if (words.Length < 6 || shifts.Length < 3)
                    {
                        return true;
                    }

                    UInt128 a = new UInt128(words[0], words[1]) >> (shifts[0] % 128);
                    UInt128 b = new UInt128(words[2], words[3]) >> (shifts[1] % 128);
                    UInt128 divisor = new UInt128(words[4], words[5]) >> (shifts[2] % 128);
                    return Agrees(a, b, divisor);
                }
            )
            .QuickCheckThrowOnFailure();
        for (uint i = 0; i < 20_000; i++)
        {
            RandomBlock x = Philox4x32.Block(1, 2, i, 0, 0, 0);
            RandomBlock y = Philox4x32.Block(1, 2, i, 1, 0, 0);
            RandomBlock z = Philox4x32.Block(1, 2, i, 2, 0, 0);

            Agrees(Wide(x, y.Word0), Wide(y, z.Word0), Wide(z, x.Word0)).ShouldBeTrue($"draw {i}");
        }
    }

    [Fact]
    public void The_largest_numbers_divide_exactly()
    {
        WideMath.MultiplyDivide(UInt128.MaxValue, UInt128.MaxValue, UInt128.MaxValue).ShouldBe(UInt128.MaxValue);
        WideMath
            .MultiplyDivide(UInt128.MaxValue, UInt128.MaxValue - 1, UInt128.MaxValue)
            .ShouldBe(UInt128.MaxValue - 1);
    }

    [Fact]
    public void Rounding_up_adds_one_only_where_something_is_left()
    {
        WideMath.MultiplyDivideUp(7, 3, 2).ShouldBe((UInt128)11);
        WideMath.MultiplyDivideUp(8, 3, 2).ShouldBe((UInt128)12);
    }

    [Fact]
    public void What_cannot_be_represented_throws()
    {
        Should.Throw<DivideByZeroException>(() => WideMath.MultiplyDivide((UInt128)1, 1, 0));
        Should.Throw<OverflowException>(() => WideMath.MultiplyDivide(UInt128.MaxValue, 2, 1));
        Should.Throw<OverflowException>(() => WideMath.MultiplyDivide((Int128)(-1), 1, 1));
    }

    private static bool Agrees(UInt128 a, UInt128 b, UInt128 divisor)
    {
        BigInteger product = (BigInteger)a * b;
        if (divisor == 0 || product / divisor > UInt128.MaxValue)
        {
            return Refuses(a, b, divisor);
        }

        UInt128 quotient = WideMath.MultiplyDivide(a, b, divisor, out UInt128 remainder);
        return quotient == product / divisor && remainder == product % divisor;
    }

    private static bool Refuses(UInt128 a, UInt128 b, UInt128 divisor)
    {
        try
        {
            WideMath.MultiplyDivide(a, b, divisor);
            return false;
        }
        catch (ArithmeticException)
        {
            return true;
        }
    }

    private static UInt128 Wide(RandomBlock block, uint shift) =>
        new UInt128(((ulong)block.Word0 << 32) | block.Word1, ((ulong)block.Word2 << 32) | block.Word3)
        >> (int)(shift % 128);
}
