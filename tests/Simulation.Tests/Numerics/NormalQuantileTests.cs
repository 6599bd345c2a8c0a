using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Numerics;

public class NormalQuantileTests
{
    [Fact]
    public void Quantiles_are_within_8_ulp_wherever_a_uniform_can_lie()
    {
        double largest = 0;
        for (int i = 0; i < 2_000; i++)
        {
            RandomBlock block = new RandomStream(Seed: 1, Replicate: 0).Draw(DrawKind.OrderSize, i, step: 0);
            double tail = Math.ScaleB(block.First, -(int)(block.SecondBits % 52));
            foreach (double probability in new[] { block.First, tail, 1 - tail })
            {
                if (probability is 0.5 or 1)
                {
                    continue;
                }

                double x = Distribution.Normal(probability);
                double error = BigReal.NormalError(x, probability).InUlpsOf(x);
                error.ShouldBeLessThanOrEqualTo(8, $"at {probability:R}");
                largest = Math.Max(largest, error);
            }
        }

        largest.ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void The_ends_are_as_far_as_52_bits_reach()
    {
        double lowest = new RandomBlock(0, 0, 0, 0).First;
        double highest = new RandomBlock(uint.MaxValue, uint.MaxValue, 0, 0).First;

        // The quantile of 2^-53, by mpmath 1.3.0.
        Distribution.Normal(lowest).ShouldBe(QuantileOfLowest, 1e-14);
        Distribution.Normal(highest).ShouldBe(-QuantileOfLowest, 1e-14);
        Distribution.Normal(0.5).ShouldBe(0);
    }

    private const double QuantileOfLowest = -8.2095361516013868;
}
