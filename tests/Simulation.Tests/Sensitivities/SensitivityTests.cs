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
    public void Morris_effects_of_ishigami_s_function_are_those_that_salib_publishes()
    {
        // On levels −π, −π/3, π/3, π with steps of two thirds: |Δ sin| = √3/2, mean of x₃⁴ = (π⁴ + (π/3)⁴) / 2.
        double pi4 = Math.Pow(Math.PI, 4);
        double root = Math.Sqrt(3) / 2;
        double[] exact =
        [
            1.5 * root * (1 + (B * pi4 * (1 + (1 / 81.0)) / 2)),
            1.5 * A * 0.75,
            1.5 * (root / 2) * B * pi4 * (1 - (1 / 81.0)),
        ];
        // SALib at 06732d0, tests/test_regression.py, test_regression_morris_vanilla: 10,000 trajectories.
        double[] salib = [7.767792, 7.875, 6.308785];
        // The other parameter is on an outer level or an inner one, each half of the time: half of the difference is one deviation.
        double error = exact[2] / Math.Sqrt(10_000);
        MorrisScreening screening = new(dimensions: 3, trajectories: 10_000, seed: 3);

        IReadOnlyList<MorrisEffect> effects = screening.Of([.. screening.Points.Select(Ishigami)]);

        effects[1].MeanAbsolute.ShouldBe(7.875, 1e-9);
        for (int i = 0; i < 3; i++)
        {
            effects[i].MeanAbsolute.ShouldBe(exact[i], 4 * error);
            salib[i].ShouldBe(exact[i], 4 * error);
            effects[i].MeanAbsolute.ShouldBe(salib[i], 4 * Math.Sqrt(2) * error);
        }
    }

    [Fact]
    public void Sobol_indices_are_within_the_tolerance_of_salib_s_published_values()
    {
        // SALib at 06732d0, tests/test_regression.py, test_regression_sobol: atol 0.05, rtol 0.1.
        double[] first = [0.31, 0.44, 0.00];
        double[] total = [0.55, 0.44, 0.24];
        SobolIndices indices = new(dimensions: 3, rows: 8_192, seed: 7);

        IReadOnlyList<SobolIndex> found = indices.Of([.. indices.Points.Select(Ishigami)]);

        for (int i = 0; i < 3; i++)
        {
            found[i].First.ShouldBe(first[i], 0.05 + (0.1 * first[i]));
            found[i].Total.ShouldBe(total[i], 0.05 + (0.1 * total[i]));
        }
    }

    [Fact]
    public void Sobol_indices_of_the_g_function_are_its_closed_form()
    {
        // Saltelli and Sobol (1995), as SALib/test_functions/Sobol_G.py: V_i = 1 / (3 (1 + a_i)²), V = Π (1 + V_i) − 1.
        double[] a = [0, 1, 4.5, 9];
        double[] parts = [.. a.Select(one => 1 / (3 * (1 + one) * (1 + one)))];
        double product = parts.Aggregate(1.0, (all, part) => all * (1 + part));
        SobolIndices indices = new(dimensions: 4, rows: 8_192, seed: 1);

        IReadOnlyList<SobolIndex> found = indices.Of([
            .. indices.Points.Select(x =>
                x.Zip(a, (share, one) => (Math.Abs((4 * share) - 2) + one) / (1 + one))
                    .Aggregate(1.0, (all, factor) => all * factor)
            ),
        ]);

        for (int i = 0; i < a.Length; i++)
        {
            found[i].First.ShouldBe(parts[i] / (product - 1), 0.015);
            found[i].Total.ShouldBe(parts[i] * (product / (1 + parts[i])) / (product - 1), 0.015);
        }
    }

    [Fact]
    public void Trajectories_that_leave_what_is_allowed_are_drawn_again()
    {
        MorrisScreening screening = new(2, trajectories: 20, seed: 1, keeps: point => point[0] + point[1] < 1.7);

        screening.Points.Count.ShouldBe(60);
        screening.Points.ShouldAllBe(point => point[0] + point[1] < 1.7);
        Should.Throw<ArgumentException>(() => new MorrisScreening(2, 5, seed: 1, keeps: _ => false));
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
