using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;

namespace Souk.Simulation.Tests.Numerics.Distributions;

public class CategoryTests
{
    private const int DrawCount = 100_000;

    public static TheoryData<double[]> Weights =>
        new(
            new double[] { 5 },
            new double[] { 1, 1 },
            new double[] { 0, 3, 0, 1, 0 },
            new double[] { 1e-3, 1, 1e3, 0, 7 },
            Enumerable.Range(1, 500).Select(i => 1.0 / i).ToArray(),
            new double[] { 1e-300, 2e-300, 3e-300 },
            new double[] { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 }
        );

    [Theory]
    [MemberData(nameof(Weights))]
    public void Both_ways_to_draw_pass_the_test_of_Pearson(double[] weights)
    {
        AliasTable table = new(weights);
        CumulativeWeights cumulative = new(weights);

        long[] byTable = DrawSequenceTests.Draws(DrawCount, (ref DrawSequence draws) => (long)table.Draw(ref draws));
        long[] bySum = DrawSequenceTests.Draws(
            DrawCount,
            (ref DrawSequence draws) => (long)cumulative.At(draws.Uniform()),
            seed: 2
        );

        double[] probabilities = [.. weights.Select(weight => weight / weights.Sum())];
        GoodnessOfFit.ShouldFit(byTable, start: 0, probabilities);
        GoodnessOfFit.ShouldFit(bySum, start: 0, probabilities);
        byTable.Concat(bySum).ShouldAllBe(category => weights[category] > 0);
    }

    [Fact]
    public void Cumulative_weights_are_inverted_at_the_steps()
    {
        CumulativeWeights cumulative = new([0, 1, 0, 3, 0]);

        cumulative.At(0).ShouldBe(1);
        cumulative.At(0.2499999).ShouldBe(1);
        cumulative.At(0.25).ShouldBe(3);
        cumulative.At(1).ShouldBe(3);
        Should.Throw<ArgumentOutOfRangeException>(() => cumulative.At(1.1));
        Should.Throw<ArgumentOutOfRangeException>(() => cumulative.At(double.NaN));
    }

    [Fact]
    public void Weights_that_say_nothing_are_refused()
    {
        double[][] refused =
        [
            [],
            [0, 0],
            [1, -1],
            [double.NaN, 1],
            [double.PositiveInfinity],
            [1e308, 1e308],
        ];
        foreach (double[] weights in refused)
        {
            Should.Throw<ArgumentException>(() => new AliasTable(weights));
            Should.Throw<ArgumentException>(() => new CumulativeWeights(weights));
        }

        Should.Throw<ArgumentException>(() => new AliasTable(new double[AliasTable.CountMax + 1]));
    }
}
