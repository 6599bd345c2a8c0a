using Souk.Simulation.Markets;

namespace Souk.Simulation.Tests.Markets;

public class PostedPriceTests
{
    [Fact]
    public void The_price_follows_excess_demand()
    {
        PostedPrice.Next(level: 2, demand: 1, supply: 1, speed: 0.5).ShouldBe(2);
        PostedPrice.Next(level: 2, demand: 4, supply: 1, speed: 0.5).ShouldBe(4, 1e-14);
        PostedPrice.Next(level: 2, demand: 1, supply: 4, speed: 0.5).ShouldBe(1, 1e-14);
    }

    [Fact]
    public void The_price_stays_bounded_when_one_side_is_gone()
    {
        PostedPrice.Next(level: 99, demand: 1, supply: 0, speed: 1).ShouldBe(100);
        PostedPrice.Next(level: 0.02, demand: 0, supply: 1, speed: 1).ShouldBe(0.01);
    }
}
