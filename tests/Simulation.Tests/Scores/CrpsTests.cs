using Souk.Simulation.Numerics;
using Souk.Simulation.Scores;
using Souk.Simulation.Sketches;

namespace Souk.Simulation.Tests.Scores;

public sealed class CrpsTests
{
    // properscoring/properscoring, properscoring/tests/test_crps.py, test_crps_toy_examples and those of equal weights.
    [Theory]
    [InlineData(0, new double[] { -1 }, 1)]
    [InlineData(0, new double[] { 0, 1 }, 0.25)]
    [InlineData(2, new double[] { 0, 1 }, 1.25)]
    [InlineData(0, new double[] { -1, 1 }, 0.5)]
    [InlineData(0, new double[] { 0, 0, 1 }, 1.0 / 9)]
    [InlineData(1, new double[] { 0, 0, 1 }, 4.0 / 9)]
    [InlineData(0, new double[] { -1, 0, 0, 1 }, 1.0 / 8)]
    [InlineData(1, new double[] { 0, 3 }, 0.75)]
    [InlineData(-1, new double[] { 0, 1, 2 }, 1 + (1.0 / 9) + (4.0 / 9))]
    [InlineData(1.5, new double[] { 0, 1, 2, 3 }, 0.375)]
    public void An_ensemble_has_the_score_that_properscoring_publishes(double observed, double[] values, double score)
    {
        Crps.OfEnsemble(values, observed).ShouldBe(score, 1e-15);
    }

    // FK83/scoringRules, tests/testthat/test-crps_norm.R: crps_norm(-3) is 2.43657473, and scales and moves with its law.
    [Theory]
    [InlineData(-3, 0, 1, 2.43657473)]
    [InlineData(-2.9, 0.1, 1, 2.43657473)]
    [InlineData(-2.7, 0, 0.9, 2.192917257)]
    public void A_normal_law_has_the_score_that_scoringRules_publishes(
        double observed,
        double mean,
        double deviation,
        double score
    )
    {
        Crps.OfNormal(mean, deviation, observed).ShouldBe(score, 1e-8);
    }

    [Fact]
    public void A_normal_law_seen_at_its_mean_has_the_closed_form_and_a_single_value_its_distance()
    {
        // (sqrt(2) - 1) / sqrt(pi), Gneiting and Raftery (2007), equation 21 at z = 0.
        Crps.OfNormal(5, 2, 5).ShouldBe(2 * 0.2336949772551092, 1e-14);
        Crps.OfNormal(5, 0, 7).ShouldBe(2);
    }

    [Fact]
    public void An_ensemble_of_a_normal_laws_quantiles_has_nearly_the_score_of_the_law()
    {
        double[] values = [.. Enumerable.Range(0, 4_000).Select(i => NormalQuantile.At((i + 0.5) / 4_000))];

        Crps.OfEnsemble(values, 0.7).ShouldBe(Crps.OfNormal(0, 1, 0.7), 1e-6);
    }

    [Fact]
    public void A_sketch_has_the_exact_score_within_the_error_that_it_states()
    {
        RandomStream random = new(Seed: 7, Replicate: 0);
        double[] values =
        [
            .. Enumerable
                .Range(0, 500)
                .Select(i => (1_000 * Distribution.Normal(random.Draw(DrawKind.BeliefNoise, i, 0).First)) - 200),
        ];
        QuantileSketch sketch = new();
        foreach (double value in values)
        {
            sketch.Add(value);
        }

        Array.Sort(values);
        foreach (double observed in (double[])[-3_000, -200, 0, 55.5, 1_700])
        {
            (double score, double error) = Crps.OfSketch(sketch, observed);
            Math.Abs(score - Crps.OfEnsemble(values, observed)).ShouldBeLessThanOrEqualTo(error);
            error.ShouldBeLessThan(4);
        }
    }

    [Fact]
    public void No_values_have_no_score()
    {
        Should.Throw<ArgumentException>(() => Crps.OfEnsemble([], 1));
        Should.Throw<ArgumentException>(() => Crps.OfSketch(new QuantileSketch(), 1));
    }
}
