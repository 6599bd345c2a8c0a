using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Numerics;

public class DeterministicMathTests
{
    private const double Ulp = 2.220446049250313e-16;

    [Fact]
    public void Exp_stays_within_4_ulp_of_the_platform()
    {
        for (double x = -700; x < 709; x += 0.0713)
        {
            double expected = Math.Exp(x);

            Math.Abs(DeterministicMath.Exp(x) - expected).ShouldBeLessThanOrEqualTo(4 * Ulp * expected, $"at {x:R}");
        }
    }

    [Fact]
    public void Log_stays_within_4_ulp_of_the_platform()
    {
        for (double x = 1e-300; x < 1e300; x *= 1.37)
        {
            double expected = Math.Log(x);

            Math.Abs(DeterministicMath.Log(x) - expected)
                .ShouldBeLessThanOrEqualTo(4 * Ulp * Math.Abs(expected), $"at {x:R}");
        }

        for (double x = 0.5; x < 2; x += 0.000713)
        {
            double expected = Math.Log(x);

            Math.Abs(DeterministicMath.Log(x) - expected)
                .ShouldBeLessThanOrEqualTo(4 * Ulp * Math.Abs(expected), $"at {x:R}");
        }
    }

    [Theory]
    [InlineData(2, 0.5)]
    [InlineData(0.01, -10)]
    [InlineData(1e10, 3.3)]
    [InlineData(0.999, 1000)]
    public void Pow_stays_within_its_stated_bound(double x, double y)
    {
        double expected = Math.Pow(x, y);
        double bound = 4 * Ulp * (1 + Math.Abs(y * Math.Log(x))) * expected;

        Math.Abs(DeterministicMath.Pow(x, y) - expected).ShouldBeLessThanOrEqualTo(bound);
    }

    [Fact]
    public void Results_have_these_exact_bits_on_every_machine()
    {
        long[] bits =
        [
            BitConverter.DoubleToInt64Bits(DeterministicMath.Exp(-1.75)),
            BitConverter.DoubleToInt64Bits(DeterministicMath.Log(0.3)),
            BitConverter.DoubleToInt64Bits(DeterministicMath.Pow(1.7, -2.3)),
            BitConverter.DoubleToInt64Bits(Distribution.Normal(0.01)),
        ];

        bits.ShouldBe([4595428886426296434, -4615271006209202399, 4598987647758042903, -4610951148345426162]);
    }

    [Fact]
    public void Edges_are_defined()
    {
        DeterministicMath.Exp(0).ShouldBe(1);
        DeterministicMath.Exp(-1000).ShouldBe(0);
        DeterministicMath.Exp(1000).ShouldBe(double.PositiveInfinity);
        DeterministicMath.Exp(double.NaN).ShouldBe(double.NaN);
        DeterministicMath.Log(1).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => DeterministicMath.Log(0));
        Should.Throw<ArgumentOutOfRangeException>(() => DeterministicMath.Log(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => DeterministicMath.Log(double.NaN));
    }
}
