using Souk.Simulation.Markets;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.ClosedForms;

/// <summary>A constant-product pool without fees loses σ²/8 of its value per time to arbitrage.</summary>
/// <remarks>
/// Source: Milionis, Moallemi, Roughgarden and Zhang, "Automated market making and loss-versus-rebalancing",
/// arXiv:2208.06046. In steps of finite length with a martingale price the loss is 1 − e^(−σ²/8) of the value.
/// </remarks>
public class LossVersusRebalancingTests
{
    private const int StepCount = 100_000;
    private const double One = 1e18;

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.03)]
    [InlineData(0.1)]
    public void Arbitrage_takes_an_eighth_of_the_variance(double sigma)
    {
        double loss = MeanLoss(new RandomStream(Seed: 21, Replicate: 0), sigma);

        double expected = 1 - Math.Exp(-sigma * sigma / 8);
        // A squared normal deviates by √2 of its mean: 0.0045 of it over 100,000 steps. Four deviations.
        loss.ShouldBe(expected, 0.018 * expected);
    }

    // Share of the pool's value that the arbitrageur gains in a step.
    private static double MeanLoss(RandomStream random, double sigma)
    {
        double total = 0;
        for (int step = 0; step < StepCount; step++)
        {
            double normal = Distribution.Normal(random.Draw(DrawKind.TraderFlow, 0, step).First);
            double price = Math.Exp((sigma * normal) - (sigma * sigma / 2));
            total += Gain(price) / 2;
        }

        return total / StepCount;
    }

    // The pool holds a million of each; its price of 1 becomes the market's. A gain in units of the reserve.
    private static double Gain(double price)
    {
        Int128 reserve = (Int128)(1e6 * One);
        double root = Math.Sqrt(price);
        double paid = price > 1 ? 1e6 * (root - 1) : 1e6 * ((1 / root) - 1);
        Int128 got = ConstantProductPool.AmountOut((Int128)(paid * One), reserve, reserve, feeBasisPoints: 0);
        double bought = (double)got / One;
        return (price > 1 ? (bought * price) - paid : bought - (paid * price)) / 1e6;
    }
}
