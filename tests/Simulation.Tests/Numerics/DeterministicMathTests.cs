using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Numerics;

public class DeterministicMathTests
{
    private const int ArgumentCount = 4_000;

    private static readonly double[] Specials =
    [
        double.NaN,
        double.NegativeInfinity,
        double.PositiveInfinity,
        -0.0,
        0,
        double.Epsilon,
        -double.Epsilon,
        2.2250738585072014e-308,
        double.MaxValue,
        double.MinValue,
        1,
        -1,
        0.5,
        -0.5,
        2,
        -2,
        3,
        -3,
        1e300,
        -1e300,
        9007199254740991,
        -9007199254740991,
    ];

    [Fact]
    public void Exp_is_within_0_8_ulp() =>
        LargestError(
                [.. Between(-745, 709.7), .. Between(-1, 1), .. Small(), 709.782712893384, -745.1, -708.4, -708.6],
                DeterministicMath.Exp,
                BigReal.Exp
            )
            .ShouldBeInRange(0.5, 0.8);

    [Fact]
    public void ExpM1_is_within_1_ulp() =>
        LargestError(
                [.. Between(-60, 709.7), .. Between(-2, 2), .. Small(), 40, 40.1, -50, 0.34657359, -0.34657359],
                DeterministicMath.ExpM1,
                BigReal.ExpM1
            )
            .ShouldBeInRange(0.5, 1);

    [Fact]
    public void Log_is_within_0_75_ulp() =>
        LargestError(
                [.. Positive(), .. Between(0.5, 2), .. Small().Select(x => 1 + x), double.Epsilon, double.MaxValue],
                DeterministicMath.Log,
                BigReal.Log
            )
            .ShouldBeInRange(0.4, 0.75);

    [Fact]
    public void LogP1_is_within_0_75_ulp() =>
        LargestError(
                [.. Positive(), .. Between(-0.9999, 2), .. Small(), -0.9999999999999999, 9007199254740993],
                DeterministicMath.LogP1,
                BigReal.LogP1
            )
            .ShouldBeInRange(0.4, 0.75);

    [Fact]
    public void Log2_is_within_0_55_ulp() =>
        LargestError(
                [.. Positive(), .. Between(0.5, 2), .. Small().Select(x => 1 + x), double.Epsilon],
                DeterministicMath.Log2,
                BigReal.Log2
            )
            .ShouldBeInRange(0.4, 0.55);

    [Fact]
    public void Pow_is_within_1_ulp_up_to_the_ends_of_the_range()
    {
        double[] bases = [.. Positive(), .. Between(0.3, 3), .. Small().Select(x => 1 + Math.Abs(x))];
        double[] logarithms = Between(-745, 709.7, count: bases.Length);
        double largest = 0;
        for (int i = 0; i < bases.Length; i++)
        {
            if (bases[i] == 1)
            {
                continue;
            }

            double y = logarithms[i] / Math.Log(bases[i]);
            double error = BigReal.Pow(bases[i], y).UlpsTo(DeterministicMath.Pow(bases[i], y));
            error.ShouldBeLessThanOrEqualTo(1, $"at {bases[i]:R} to the power {y:R}");
            largest = Math.Max(largest, error);
        }

        largest.ShouldBeGreaterThan(0.4);
    }

    // Computed with mpmath 1.3.0 at 60 digits.
    [Fact]
    public void The_reference_itself_gives_known_digits()
    {
        BigReal.Exp(1).UlpsTo(2.718281828459045).ShouldBe(0.326, 0.001);
        BigReal.Log(10).UlpsTo(2.302585092994046).ShouldBe(0.489, 0.001);
        BigReal.Pow(2, 0.5).UlpsTo(1.4142135623730951).ShouldBe(0.435, 0.001);
        BigReal.LogP1(1e-300).UlpsTo(1e-300).ShouldBeLessThan(0.001);
        BigReal.ExpM1(-1e-300).UlpsTo(-1e-300).ShouldBeLessThan(0.001);
        BigReal.NormalError(-1.9599639845400543, 0.025).InUlpsOf(1.96).ShouldBeLessThan(1);
    }

    [Fact]
    public void Special_values_are_those_of_the_platform()
    {
        foreach (double x in Specials)
        {
            ShouldBeAlike(DeterministicMath.Exp(x), Math.Exp(x), $"exp {x:R}");
            ShouldBeAlike(DeterministicMath.Log(x), Math.Log(x), $"log {x:R}");
            ShouldBeAlike(DeterministicMath.Log2(x), Math.Log2(x), $"log2 {x:R}");
            foreach (double y in Specials)
            {
                ShouldBeAlike(DeterministicMath.Pow(x, y), Math.Pow(x, y), $"{x:R} to the power {y:R}");
            }
        }
    }

    // The platform's own two subtract and add one, and lose the digits near zero.
    [Theory]
    [InlineData(double.NaN, double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, -1, double.NaN)]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(double.Epsilon, double.Epsilon, double.Epsilon)]
    [InlineData(-2.3e-308, -2.3e-308, -2.3e-308)]
    [InlineData(-1, -0.6321205588285577, double.NegativeInfinity)]
    [InlineData(-1.5, -0.7768698398515702, double.NaN)]
    [InlineData(double.MaxValue, double.PositiveInfinity, 709.782712893384)]
    public void Functions_near_one_have_the_special_values_of_their_limits(double x, double expM1, double logP1)
    {
        Bits(DeterministicMath.ExpM1(x)).ShouldBe(Bits(expM1));
        Bits(DeterministicMath.LogP1(x)).ShouldBe(Bits(logP1));
        Bits(DeterministicMath.ExpM1(-0.0)).ShouldBe(Bits(-0.0));
        Bits(DeterministicMath.LogP1(-0.0)).ShouldBe(Bits(-0.0));
    }

    [Fact]
    public void Exact_results_are_exact()
    {
        for (int power = -1074; power <= 1023; power++)
        {
            DeterministicMath.Log2(Math.ScaleB(1, power)).ShouldBe(power);
            DeterministicMath.Pow(2, power).ShouldBe(Math.ScaleB(1, power));
        }

        DeterministicMath.Pow(10, 22).ShouldBe(1e22);
        DeterministicMath.Pow(-7, 18).ShouldBe(1628413597910449);
        DeterministicMath.Pow(-7, 17).ShouldBe(-232630513987207);
        DeterministicMath.Pow(1e300, 1).ShouldBe(1e300);
        DeterministicMath.Pow(9, 0.5).ShouldBe(3);
        DeterministicMath.Exp(0).ShouldBe(1);
        DeterministicMath.Log(1).ShouldBe(0);
    }

    [Fact]
    public void Spans_give_the_bits_of_single_values()
    {
        double[] arguments = [.. Specials, .. Between(-760, 760), .. Positive(), .. Small(), .. Specials];
        for (int length = arguments.Length - 9; length <= arguments.Length; length++)
        {
            ReadOnlySpan<double> some = arguments.AsSpan(0, length);
            double[] powers = new double[length];
            double[] logarithms = new double[length];

            DeterministicMath.Exp(some, powers);
            DeterministicMath.Log(some, logarithms);

            for (int i = 0; i < length; i++)
            {
                Bits(powers[i]).ShouldBe(Bits(DeterministicMath.Exp(some[i])), $"exp {some[i]:R}");
                Bits(logarithms[i]).ShouldBe(Bits(DeterministicMath.Log(some[i])), $"log {some[i]:R}");
            }
        }

        Should.Throw<ArgumentException>(() => DeterministicMath.Exp(new double[3], new double[2]));
        Should.Throw<ArgumentException>(() => DeterministicMath.Log(new double[3], new double[4]));
    }

    private static double LargestError(
        double[] arguments,
        Func<double, double> function,
        Func<double, BigReal> exact
    ) => arguments.Max(x => x == 0 ? 0 : exact(x).UlpsTo(function(x)));

    private static void ShouldBeAlike(double actual, double platform, string what)
    {
        double.IsNaN(actual).ShouldBe(double.IsNaN(platform), what);
        double.IsNegative(actual).ShouldBe(double.IsNaN(platform) || double.IsNegative(platform), what);
        if (!double.IsNaN(platform) && !(actual == platform))
        {
            Math.Abs((actual / platform) - 1).ShouldBeLessThan(1e-15, what);
        }
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static IEnumerable<RandomBlock> Blocks(int count, int step) =>
        Enumerable
            .Range(0, count)
            .Select(i => new RandomStream(Seed: 5, Replicate: 0).Draw(DrawKind.OrderSize, i, step));

    private static double[] Between(double low, double high, int count = ArgumentCount) =>
        [.. Blocks(count, step: 1).Select(block => low + ((high - low) * block.First))];

    // Any positive double, with all magnitudes equally likely.
    private static double[] Positive() =>
        [
            .. Blocks(ArgumentCount, step: 2)
                .Select(block => BitConverter.UInt64BitsToDouble(1 + (block.FirstBits % 0x7FEFFFFFFFFFFFFF))),
        ];

    // Between -1 and 1, with magnitudes down to 2^-60 equally likely.
    private static double[] Small() =>
        [
            .. Blocks(ArgumentCount, step: 3)
                .Select(block => Math.ScaleB((2 * block.First) - 1, -(int)(block.SecondBits % 61))),
        ];
}
