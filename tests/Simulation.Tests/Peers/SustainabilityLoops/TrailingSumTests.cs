using Souk.Simulation.Peers.SustainabilityLoops;

namespace Souk.Simulation.Tests.Peers.SustainabilityLoops;

public class TrailingSumTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    public void Sum_is_that_of_the_last_values(int length)
    {
        TrailingSum window = new(length);
        List<double> all = [];

        for (int i = 0; i < 100; i++)
        {
            // Whole numbers, so that every order of adding gives the same.
            double value = (i * 7919 % 101) - 50;
            all.Add(value);
            window.Add(value);

            window.Sum.ShouldBe(all.TakeLast(length).Sum(), $"after {i + 1} values");
            window.Dropped.ShouldBe(i < length ? 0 : all[i - length]);
        }
    }

    [Fact]
    public void A_large_value_leaves_no_rounding_error_behind()
    {
        TrailingSum window = new(3);

        window.Add(1e20);
        window.Add(0.1);
        window.Add(0.2);
        window.Add(0.3);

        window.Sum.ShouldBe(0.6, 1e-15);
    }

    [Fact]
    public void A_period_that_ends_within_a_step_counts_the_part_of_it()
    {
        // Ten seconds in steps of four: two whole steps and half of the one before.
        TrailingRevenue revenue = new(periodSeconds: 10, stepSeconds: 4);

        revenue.Add(100);
        revenue.Add(10);
        revenue.Add(1);

        revenue.Usd.ShouldBe((2 * 100) + (4 * 10) + (4 * 1));
    }
}
