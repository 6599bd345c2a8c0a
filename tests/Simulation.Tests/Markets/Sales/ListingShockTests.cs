using Souk.Simulation.Markets.Sales;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Markets.Sales;

public class ListingShockTests
{
    private static readonly ListingShock Shock = new(
        Step: 30,
        LiquidityAdded: new Share(0.5),
        VolatilityAdded: 2,
        HalfLifeSteps: 7
    );

    [Fact]
    public void Liquidity_comes_once_and_keeps_the_price()
    {
        Shock.LiquidityAt(30, 1_000_001, 50_000).ShouldBe((500_000, 25_000));
        Shock.LiquidityAt(29, 1_000_001, 50_000).ShouldBe((0, 0));
        Shock.LiquidityAt(31, 1_000_001, 50_000).ShouldBe((0, 0));
    }

    [Fact]
    public void Volatility_jumps_and_halves_with_every_half_life()
    {
        Shock.VolatilityFactor(29).ShouldBe(1);
        Shock.VolatilityFactor(30).ShouldBe(3);
        Shock.VolatilityFactor(37).ShouldBe(2, 1e-14);
        Shock.VolatilityFactor(44).ShouldBe(1.5, 1e-14);
        Should.Throw<ArgumentOutOfRangeException>(() => (Shock with { HalfLifeSteps = 0 }).VolatilityFactor(30));
    }
}
