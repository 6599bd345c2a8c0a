using Souk.Simulation.Designs;

namespace Souk.Simulation.Tests.Designs;

public sealed class DesignTests
{
    // Points 0 to 9 in three dimensions as Joe and Kuo's page lists them for new-joe-kuo-6.
    private static readonly double[][] s_published =
    [
        [0, 0, 0],
        [0.5, 0.5, 0.5],
        [0.75, 0.25, 0.25],
        [0.25, 0.75, 0.75],
        [0.375, 0.375, 0.625],
        [0.875, 0.875, 0.125],
        [0.625, 0.125, 0.875],
        [0.125, 0.625, 0.375],
        [0.1875, 0.3125, 0.9375],
        [0.6875, 0.8125, 0.4375],
    ];

    [Fact]
    public void Sobol_points_are_the_published_ones()
    {
        Design.Sobol(dimensions: 3, points: 10, seed: null).ShouldBe(s_published);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(7u)]
    public void Sobol_points_are_balanced_in_every_dimension(uint? seed)
    {
        double[][] points = Design.Sobol(SobolSequence.DimensionsMax, points: 256, seed);

        for (int dimension = 0; dimension < SobolSequence.DimensionsMax; dimension++)
        {
            points
                .Select(point => (int)(point[dimension] * 256))
                .Order()
                .ShouldBe(Enumerable.Range(0, 256), $"dimension {dimension}");
        }
    }

    [Fact]
    public void A_latin_hypercube_hits_each_layer_once()
    {
        double[][] points = Design.Of(DesignKind.LatinHypercube, Vary("a.x=0..1", "b.y=5..9"), points: 50, seed: 3);

        for (int dimension = 0; dimension < 2; dimension++)
        {
            points.Select(point => (int)(point[dimension] * 50)).Order().ShouldBe(Enumerable.Range(0, 50));
        }

        points.Select(point => point[0]).ShouldNotBe(points.Select(point => point[1]));
    }

    [Fact]
    public void A_law_maps_the_shares_of_a_latin_design_through_its_quantiles()
    {
        Variation[] vary = Vary(
            "team.balance=lognormal(2000 TKN; 0.5)",
            "b.y=normal(10; 3)",
            "c.z=triangular(0; 0; 1)"
        );

        double[][] points = Design.Of(DesignKind.LatinHypercube, vary, points: 2_001, seed: 5);

        double[] Sorted(int i) => [.. points.Select(point => vary[i].NumberAt(point[i])).Order()];
        // A layer has 1/2,001 of the shares. e^0.5 = 1.648721 at one deviation, which has 84.1345 % below it.
        (Sorted(0)[1_000] / 2_000).ShouldBe(1, 0.001);
        (Sorted(0)[(int)(0.841345 * 2_001)] / (2_000 * 1.648721)).ShouldBe(1, 0.002);
        Sorted(1)[1_000].ShouldBe(10, 0.01);
        Sorted(1)[(int)(0.841345 * 2_001)].ShouldBe(13, 0.01);
        // P(z > x) = (1 − x)².
        Sorted(2)[1_500].ShouldBe(0.5, 0.001);
        vary[0].At(0.5).ShouldBe("2000 TKN");
        // The ends, as a tornado takes them, are the first and last thousandth: 3.090232 deviations.
        (vary[0].NumberAt(1) / (2_000 * Math.Exp(0.5 * 3.090232))).ShouldBe(1, 1e-6);
        vary[0].ToString().ShouldBe("team.balance=lognormal(2000 TKN; 0.5)");
    }

    [Theory]
    [InlineData("a.x=lognormal(2)", "has 1 values")]
    [InlineData("a.x=lognormal(2 TKN; 1 TKN)", "number without a unit")]
    [InlineData("a.x=lognormal(0; 1)", "above 0")]
    [InlineData("a.x=normal(3 days; 1 year)", "in one unit")]
    [InlineData("a.x=triangular(3; 2; 4)", "must rise")]
    public void A_law_that_is_none_is_refused(string text, string message) =>
        Should.Throw<FormatException>(() => Variation.Parse(text)).Message.ShouldContain(message);

    [Fact]
    public void A_grid_has_all_combinations_of_steps_and_listed_values()
    {
        Variation[] vary = Vary("fees.burn_share=10%..50%", "team.cliff=6 months,1 year");
        double[][] points = Design.Of(DesignKind.Grid, vary, points: 3, seed: 0);

        points
            .Select(point => $"{vary[0].At(point[0])} {vary[1].At(point[1])}")
            .ShouldBe(["10% 6 months", "10% 1 year", "30% 6 months", "30% 1 year", "50% 6 months", "50% 1 year"]);
    }

    [Fact]
    public void One_at_a_time_moves_each_parameter_to_both_ends_from_the_middle() =>
        Design
            .Of(DesignKind.OneAtATime, Vary("a.x=0..1", "b.y=5..9"), points: 1, seed: 0)
            .ShouldBe([
                [0.5, 0.5],
                [0, 0.5],
                [1, 0.5],
                [0.5, 0],
                [0.5, 1],
            ]);

    [Fact]
    public void Antithetic_points_come_with_their_mirror_images()
    {
        double[][] points = Design.Of(DesignKind.Antithetic, Vary("a.x=0..1", "b.y=5..9"), points: 10, seed: 5);

        for (int pair = 0; pair < 10; pair += 2)
        {
            (points[pair][0] + points[pair + 1][0]).ShouldBe(1, 1e-15);
            (points[pair][1] + points[pair + 1][1]).ShouldBe(1, 1e-15);
        }
    }

    [Theory]
    [InlineData("fees.burn_share", "is not PATH=LOW..HIGH")]
    [InlineData("fees.burn_share=50%..10%", "must rise")]
    [InlineData("team.cliff=6 months..1 year", "in one unit")]
    [InlineData("fees.burn_share=50%", "has one value")]
    [InlineData("fees.burn_share=ten..20", "is not a number")]
    public void What_does_not_vary_is_refused_with_the_way_out(string text, string message) =>
        Should.Throw<FormatException>(() => Variation.Parse(text)).Message.ShouldContain(message);

    [Theory]
    [InlineData("calls.price=1 USDC..3 USDC", "1.333333 USDC")]
    [InlineData("fees.burn_share=0..1", "0.166667")]
    [InlineData("people.weight=0.00001..0.00003", "0.00001333")]
    public void A_value_between_two_ends_has_six_decimals_or_three_more_than_they_have(string text, string value)
    {
        Variation variation = Variation.Parse(text);

        string shown = variation.At(1.0 / 6);

        shown.ShouldBe(value);
    }

    private static Variation[] Vary(params string[] texts) => [.. texts.Select(Variation.Parse)];
}
