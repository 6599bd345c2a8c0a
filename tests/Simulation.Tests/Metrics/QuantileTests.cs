using Souk.Simulation.Metrics;

namespace Souk.Simulation.Tests.Metrics;

public class QuantileTests
{
    // Hyndman and Fan type 7, as R's and NumPy's default.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 2.5)]
    [InlineData(0.95, 8.95)]
    [InlineData(1, 10)]
    public void Quantiles_interpolate_between_order_statistics(double share, double expected)
    {
        Quantile.OfSorted([1, 2, 3, 10], share).ShouldBe(expected, 1e-12);
    }

    [Fact]
    public void An_empty_sample_is_refused()
    {
        Should.Throw<ArgumentException>(() => Quantile.OfSorted([], 0.5));
    }
}
