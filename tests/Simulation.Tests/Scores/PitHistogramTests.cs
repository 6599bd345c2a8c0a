using Souk.Simulation.Scores;

namespace Souk.Simulation.Tests.Scores;

public sealed class PitHistogramTests
{
    [Fact]
    public void An_observation_lies_in_the_gap_between_its_neighbours_and_ties_widen_it()
    {
        double[] futures = [1, 2, 2, 3];

        PitHistogram.Place(futures, 0).ShouldBe((0, 0.2));
        PitHistogram.Place(futures, 2.5).ShouldBe((0.6, 0.8));
        PitHistogram.Place(futures, 2).ShouldBe((0.2, 0.8));
        PitHistogram.Place(futures, 9).ShouldBe((0.8, 1));
    }

    [Fact]
    public void Even_observations_fill_even_bins_and_are_no_surprise()
    {
        PitHistogram histogram = new(bins: 10);

        for (int i = 0; i < 100; i++)
        {
            histogram.Add((i / 100.0, (i + 1) / 100.0));
        }

        histogram.Bins.ShouldAllBe(bin => Math.Abs(bin - 10) < 1e-9);
        histogram.PValue.ShouldBe(1, 1e-6);
    }

    [Fact]
    public void Observations_at_both_ends_alone_are_a_bowl_that_even_ones_hardly_make()
    {
        PitHistogram histogram = new(bins: 10);

        for (int i = 0; i < 20; i++)
        {
            histogram.Add(i % 2 == 0 ? (0, 0.1) : (0.9, 1));
        }

        // Two bins of ten and eight of none, two expected in each: 2 × 64 / 2 + 8 × 4 / 2.
        histogram.Statistic.ShouldBe(80, 1e-9);
        histogram.PValue.ShouldBeLessThan(1e-10);
    }

    [Fact]
    public void An_observation_is_divided_by_how_much_of_it_is_in_each_bin()
    {
        PitHistogram histogram = new(bins: 2);

        histogram.Add((0.4, 0.8));

        histogram.Bins[0].ShouldBe(0.25, 1e-12);
        histogram.Bins[1].ShouldBe(0.75, 1e-12);
        histogram.Count.ShouldBe(1);
    }
}
