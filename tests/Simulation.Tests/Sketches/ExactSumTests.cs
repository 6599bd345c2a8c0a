using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Sketches;

namespace Souk.Simulation.Tests.Sketches;

public sealed class ExactSumTests
{
    [Fact]
    public void What_cancels_leaves_the_small_rest_which_rounding_would_lose()
    {
        ExactSum sum = Sum(1e300, 1, -1e300, double.Epsilon);

        sum.Over(1).ShouldBe(1);
        Sum(1e300, 1, -1e300, -1, double.Epsilon).Over(1).ShouldBe(double.Epsilon);
    }

    [Fact]
    public void A_mean_is_rounded_once_to_the_nearest_even_double()
    {
        // (1 + 2 + 2) / 3 and ten tenths, of which each is a little above a tenth.
        Sum(1, 2, 2).Over(3).ShouldBe(5.0 / 3.0);
        Sum([.. Enumerable.Repeat(0.1, 10)]).Over(10).ShouldBe(0.1);
        Sum(1, BitConverter.Int64BitsToDouble(0x3FF0_0000_0000_0001)).Over(2).ShouldBe(1);
    }

    [Fact]
    public void Sums_do_not_depend_on_the_order_or_the_division_of_their_terms()
    {
        Prop.ForAll<NormalFloat[]>(terms =>
            {
                double[] values = [.. terms.Select(term => term.Item)];
                ExactSum forwards = Sum(values);
                ExactSum halves = Sum(values[(values.Length / 2)..]);
                halves.Add(Sum(values[..(values.Length / 2)]));
                return forwards.ToString() == halves.ToString()
                    && forwards.ToString() == Sum([.. values.Reverse()]).ToString()
                    && ExactSum.Parse(forwards.ToString()).ToString() == forwards.ToString();
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Sums_of_whole_numbers_equal_those_of_integers()
    {
        Prop.ForAll<int[]>(terms =>
            {
                BigInteger expected = terms.Aggregate(BigInteger.Zero, (sum, term) => sum + term);
                return Sum([.. terms.Select(term => (double)term)]).Over(1) == (double)expected;
            })
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_has_no_value_is_refused(double value) =>
        Should.Throw<ArgumentException>(() => new ExactSum().Add(value));

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(1.0, "1p0")]
    [InlineData(-2.5, "-5p-1")]
    [InlineData(12.0, "3p2")]
    public void The_text_is_an_odd_integer_and_a_power_of_two(double value, string text) =>
        Sum(value).ToString().ShouldBe(text);

    private static ExactSum Sum(params double[] values)
    {
        ExactSum sum = new();
        Array.ForEach(values, sum.Add);
        return sum;
    }
}
