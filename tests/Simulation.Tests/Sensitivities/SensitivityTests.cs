using Souk.Simulation.Sensitivities;

namespace Souk.Simulation.Tests.Sensitivities;

public sealed class SensitivityTests
{
    // Ishigami and Homma with a = 7, b = 0.1: closed forms of the variances (Saltelli et al., Global Sensitivity Analysis, 2008).
    private const double A = 7;
    private const double B = 0.1;

    [Fact]
    public void Sobol_indices_of_ishigami_s_function_are_within_their_intervals()
    {
        double pi4 = Math.Pow(Math.PI, 4);
        double first = 0.5 * (1 + (B * pi4 / 5)) * (1 + (B * pi4 / 5));
        double second = A * A / 8;
        double both = 8 * B * B * pi4 * pi4 / 225;
        double variance = first + second + both;
        SobolIndices indices = new(dimensions: 3, rows: 4_096, seed: 1);

        IReadOnlyList<SobolIndex> found = indices.Of([.. indices.Points.Select(Ishigami)]);

        double[] expectedFirst = [first / variance, second / variance, 0];
        double[] expectedTotal = [(first + both) / variance, second / variance, both / variance];
        for (int i = 0; i < 3; i++)
        {
            found[i].First.ShouldBe(expectedFirst[i], 0.01);
            found[i].Total.ShouldBe(expectedTotal[i], 0.01);
            expectedFirst[i].ShouldBeInRange(found[i].FirstInterval.Low - 0.005, found[i].FirstInterval.High + 0.005);
            expectedTotal[i].ShouldBeInRange(found[i].TotalInterval.Low - 0.005, found[i].TotalInterval.High + 0.005);
        }

        // SALib's tests/test_regression.py rounds them so.
        expectedFirst.Select(x => Math.Round(x, 2)).ShouldBe([0.31, 0.44, 0]);
        expectedTotal.Select(x => Math.Round(x, 2)).ShouldBe([0.56, 0.44, 0.24]);
    }

    [Fact]
    public void Indices_do_not_change_when_the_outcome_is_moved_far_away()
    {
        SobolIndices indices = new(dimensions: 3, rows: 512, seed: 1);
        double[] outcomes = [.. indices.Points.Select(Ishigami)];

        IReadOnlyList<SobolIndex> near = indices.Of(outcomes);
        IReadOnlyList<SobolIndex> far = indices.Of([.. outcomes.Select(outcome => outcome + 1e6)]);

        far[0].First.ShouldBe(near[0].First, 1e-6);
        far[2].Total.ShouldBe(near[2].Total, 1e-6);
    }

    [Fact]
    public void A_constant_outcome_depends_on_nothing()
    {
        SobolIndices indices = new(dimensions: 2, rows: 8, seed: 1);

        indices.Of([.. indices.Points.Select(_ => 3.0)]).ShouldAllBe(index => index.First == 0 && index.Total == 0);
    }

    [Fact]
    public void Morris_effects_of_a_linear_outcome_are_its_slopes()
    {
        MorrisScreening screening = new(dimensions: 3, trajectories: 10, seed: 2);

        IReadOnlyList<MorrisEffect> effects = screening.Of([
            .. screening.Points.Select(point => (5 * point[0]) - (2 * point[1])),
        ]);

        effects[0].Mean.ShouldBe(5, 1e-12);
        effects[1].Mean.ShouldBe(-2, 1e-12);
        effects[1].MeanAbsolute.ShouldBe(2, 1e-12);
        effects[2].MeanAbsolute.ShouldBe(0, 1e-12);
        effects.ShouldAllBe(effect => effect.Deviation < 1e-12);
        screening.Points.Count.ShouldBe(40);
        screening.Points.SelectMany(point => point).ShouldAllBe(share => share >= 0 && share <= 1 + 1e-12);
    }

    [Fact]
    public void Morris_sees_interaction_as_spread_of_effects()
    {
        MorrisScreening screening = new(dimensions: 2, trajectories: 40, seed: 2);

        IReadOnlyList<MorrisEffect> effects = screening.Of([.. screening.Points.Select(point => point[0] * point[1])]);

        // The slope by one is where the other stands: levels 0, 1/3, 2/3, 1 with deviation √(5/36).
        effects[0].MeanAbsolute.ShouldBe(0.5, 0.15);
        effects[0].Deviation.ShouldBe(Math.Sqrt(5.0 / 36), 0.08);
    }

    private static double Ishigami(double[] shares)
    {
        double[] x = [.. shares.Select(share => Math.PI * ((2 * share) - 1))];
        return Math.Sin(x[0]) + (A * Math.Pow(Math.Sin(x[1]), 2)) + (B * Math.Pow(x[2], 4) * Math.Sin(x[0]));
    }
}
