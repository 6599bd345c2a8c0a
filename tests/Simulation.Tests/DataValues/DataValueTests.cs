using Souk.Simulation.DataValues;

namespace Souk.Simulation.Tests.DataValues;

public class DataValueTests
{
    private static readonly ValueTerms Terms = new(Reference: 100, Volume: 0.5, Spread: 1, Diversity: 2, Quality: 1);

    [Theory]
    [InlineData(100, 1, 1, 1, 1)]
    [InlineData(400, 1, 1, 1, 2)]
    [InlineData(400, 0.5, 1, 1, 1)]
    [InlineData(100, 1, 0.5, 1, 0.25)]
    [InlineData(100, 1, 1, 0.5, 0.5)]
    [InlineData(0, 1, 1, 1, 1e-6)]
    public void Value_is_a_product_of_powers(
        double volume,
        double spread,
        double diversity,
        double quality,
        double value
    ) => DataValue.Of(volume, spread, diversity, quality, Terms).ShouldBe(value, 1e-12);

    [Fact]
    public void Diversity_is_one_when_even_and_one_over_k_when_one_has_all()
    {
        DataValue.Diversity([5, 5, 5, 5]).ShouldBe(1, 1e-12);
        DataValue.Diversity([20, 0, 0, 0]).ShouldBe(0.25, 1e-12);
        DataValue.Diversity([0, 0]).ShouldBe(0);
        // Entropy of ½, ¼, ¼ is 1.5 bits: 2^1.5 effective sources of 3.
        DataValue.Diversity([2, 1, 1]).ShouldBe(Math.Pow(2, 1.5) / 3, 1e-12);
        DataValue.Coverage([2, 0, 1, 0]).ShouldBe(0.5);
    }

    [Fact]
    public void Attributes_multiply_the_price()
    {
        PremiumTerms terms = new(Exclusivity: 0.7, Quality: 1, Verification: 0.3);

        DataValue.Premium(0, 0.5, 0, terms).ShouldBe(1);
        DataValue.Premium(1, 0.5, 0, terms).ShouldBe(Math.Exp(0.7), 1e-12);
        DataValue.Premium(1, 1, 1, terms).ShouldBe(Math.Exp(1.5), 1e-12);
        DataValue.Premium(0, 0, 0, terms).ShouldBe(Math.Exp(-0.5), 1e-12);
    }

    [Fact]
    public void Scarcity_is_a_half_in_balance()
    {
        DataValue.Scarcity(demand: 10, supply: 10).ShouldBe(0.5);
        DataValue.Scarcity(demand: 30, supply: 10).ShouldBe(0.75);
        DataValue.Scarcity(demand: 0, supply: 10).ShouldBe(0);
        DataValue.Scarcity(demand: 0, supply: 0).ShouldBe(0);
        DataValue.Scarcity(demand: 5, supply: 0).ShouldBe(1);
    }
}
