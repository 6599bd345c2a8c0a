using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;

namespace Souk.Simulation.Tests.Numerics.Distributions;

public class BinomialTests
{
    private const int DrawCount = 100_000;

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(10, 0.5)]
    [InlineData(19, 0.51)]
    [InlineData(20, 0.5)]
    [InlineData(25, 0.45)]
    [InlineData(60, 0.9)]
    [InlineData(1000, 0.005)]
    [InlineData(1000, 0.02)]
    [InlineData(1000, 0.7)]
    [InlineData(100_000, 0.25)]
    [InlineData(2_147_483_648, 1e-9)]
    [InlineData(2_147_483_648, 1e-8)]
    public void Draws_pass_the_test_of_Pearson(long trials, double chance)
    {
        Binomial binomial = new(trials, chance);

        long[] draws = DrawSequenceTests.Draws(DrawCount, (ref DrawSequence draws) => binomial.Draw(ref draws));

        (long start, double[] probabilities) = Probabilities(trials, chance);
        GoodnessOfFit.ShouldFit(draws, start, probabilities);
    }

    [Theory]
    [InlineData(50, 0.1)]
    [InlineData(500, 0.97)]
    [InlineData(2_147_483_648, 0.5)]
    [InlineData(2_147_483_648, 0.001)]
    public void Mean_variance_and_skewness_are_within_Monte_Carlo_error(long trials, double chance)
    {
        Binomial binomial = new(trials, chance);
        double variance = trials * chance * (1 - chance);

        double[] scores =
        [
            .. DrawSequenceTests
                .Draws(DrawCount, (ref DrawSequence draws) => binomial.Draw(ref draws))
                .Select(draw => (draw - (trials * chance)) / Math.Sqrt(variance)),
        ];

        scores.Average().ShouldBe(0, 4 / Math.Sqrt(DrawCount));
        scores.Average(x => x * x).ShouldBe(1, 4 * Math.Sqrt((2 + (1 / variance)) / DrawCount));
        scores
            .Average(x => x * x * x)
            .ShouldBe((1 - (2 * chance)) / Math.Sqrt(variance), 4 * Math.Sqrt((15 + (60 / variance)) / DrawCount));
    }

    [Theory]
    [InlineData(0, 0.5, 0)]
    [InlineData(7, 0, 0)]
    [InlineData(7, 1, 7)]
    [InlineData(2_147_483_648, 0, 0)]
    [InlineData(2_147_483_648, 1, 2_147_483_648)]
    public void What_is_certain_is_drawn(long trials, double chance, long expected)
    {
        DrawSequenceTests
            .Draws(1000, (ref DrawSequence draws) => new Binomial(trials, chance).Draw(ref draws))
            .ShouldAllBe(draw => draw == expected);
    }

    [Theory]
    [InlineData(-1, 0.5)]
    [InlineData(2_147_483_649, 0.5)]
    [InlineData(1, -0.1)]
    [InlineData(1, 1.1)]
    [InlineData(1, double.NaN)]
    public void Trials_and_chances_out_of_range_are_refused(long trials, double chance)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Binomial(trials, chance));
    }

    // By recurrence from the likeliest count, scaled to a sum of one.
    private static (long Start, double[] Probabilities) Probabilities(long trials, double chance)
    {
        long mode = Math.Min((long)((trials + 1) * chance), trials);
        long reach = (long)(12 * Math.Sqrt(trials * chance * (1 - chance))) + 12;
        long start = Math.Max(0, mode - reach);
        double[] weights = new double[Math.Min(trials, mode + reach) - start + 1];
        weights[mode - start] = 1;
        double odds = chance / (1 - chance);
        for (long k = mode - 1; k >= start; k--)
        {
            weights[k - start] = weights[k + 1 - start] * (k + 1) / ((trials - k) * odds);
        }

        for (long k = mode + 1; k < start + weights.Length; k++)
        {
            weights[k - start] = weights[k - 1 - start] * (trials - k + 1) * odds / k;
        }

        double sum = weights.Sum();
        return (start, [.. weights.Select(weight => weight / sum)]);
    }
}
