using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Mechanisms.Consensus;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Consensus;

/// <summary>
/// Vectors: opentensor/subtensor 14bc6f9, `pallets/subtensor/src/tests/math.rs`, `test_math_weighted_median` and
/// `test_math_weighted_median_col_sparse`.
/// </summary>
public class WeightedMedianTests
{
    [Theory]
    [InlineData(new[] { .51 }, new[] { 1.0 }, 1)]
    [InlineData(new[] { .49, .51 }, new[] { .5, 1 }, 1)]
    [InlineData(new[] { .51, .49 }, new[] { .5, 1 }, .5)]
    [InlineData(new[] { .49, 0, .51 }, new[] { .5, .7, 1 }, 1)]
    [InlineData(new[] { .49, .01, .5 }, new[] { .5, .7, 1 }, .7)]
    [InlineData(new[] { .49, .51, 0 }, new[] { .5, .7, 1 }, .7)]
    [InlineData(new[] { 0, .49, .51 }, new[] { .5, .7, 1 }, 1)]
    [InlineData(new[] { 0, .49, 0, .51 }, new[] { .5, .5, 1, 1 }, 1)]
    [InlineData(new[] { 0, .49, 0, .51, 0 }, new[] { .5, .5, 1, 1, .5 }, 1)]
    [InlineData(new[] { .2, .2, .2, .2, .2 }, new[] { .8, .2, 1, .6, .4 }, .6)]
    public void The_score_that_51_percent_of_stake_support_is_found(double[] stakes, double[] scores, double median)
    {
        double[][] rows = [.. scores.Select(score => new[] { score })];

        Medians(stakes, .51, rows)[0].ShouldBe(median, 1e-9);
    }

    [Theory]
    [InlineData(.24, .3, .4)]
    [InlineData(.26, .2, .4)]
    [InlineData(.76, .2, .1)]
    public void The_majority_moves_the_median(double majority, double second, double third)
    {
        double[][] scores =
        [
            [0, .1, 0],
            [0, .2, .4],
            [0, .3, .1],
            [0, .4, .5],
        ];

        Medians([0, .75, .25, 0], majority, scores).ShouldBe([0, second, third, 0], 1e-9);
    }

    [Fact]
    public void Validators_that_stored_no_score_count_as_scoring_zero()
    {
        double[][] scores =
        [
            [0, .1, 0],
            [0, .2, .4],
            [0, .3, .1],
            [0, 0, .5],
        ];

        Medians([0, .3, .2, .5], .51, scores).ShouldBe([0, 0, .4, 0], 1e-9);
        Medians([0, 0, 0, 0], .5, scores).ShouldBe([0, 0, 0, 0]);
    }

    // The definition, taken from the pivot search: see the remarks of the type.
    [Fact]
    public void It_equals_its_definition_on_any_ballot()
    {
        Gen<(int[], int[], int)> ballots =
            from stakes in Gen.Choose(0, 20).ArrayOf(9)
            from scores in Gen.Choose(0, 5).ArrayOf(9)
            from kappa in Gen.Choose(0, 65_535)
            select (stakes, scores, kappa);
        Prop.ForAll(
                ballots.ToArbitrary(),
                ballot =>
                {
                    (int[] stakes, int[] scores, int kappa) = ballot;
                    Q32x32[] votes = [.. stakes.Select(Q32x32.Of)];
                    double[][] rows = [.. scores.Select(score => new double[] { score })];
                    Q32x32 majority = Q32x32.Ratio(kappa, 65_535);

                    Q32x32 median = WeightedMedian.OfColumns(votes, SparseMathTests.Matrix(rows), majority)[0];

                    VectorMath.Normalize(votes);
                    Q32x32 minority = VectorMath.Sum(votes) - majority;
                    int[] voters = [.. Enumerable.Range(0, 9).Where(i => votes[i] > Q32x32.Zero)];
                    int[] voted = [.. voters.Select(i => scores[i]).Distinct().Order()];
                    int expected = voted.Length == 0 ? 0 : voted[^1];
                    foreach (int score in voted.Reverse())
                    {
                        Q32x32[] upTo = [.. voters.Where(i => scores[i] <= score).Select(i => votes[i])];
                        expected = VectorMath.Sum(upTo) > minority ? score : expected;
                    }

                    return median == Q32x32.Of(expected);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static double[] Medians(double[] stakes, double majority, double[][] scores)
    {
        SparseRows<Q32x32> rows = SparseMathTests.Matrix(scores);
        Q32x32[] votes =
        [
            .. Enumerable
                .Range(0, rows.Count)
                .Select(i => i < stakes.Length ? stakes[i] : 0)
                .Select(SparseMathTests.Fixed),
        ];
        return
        [
            .. WeightedMedian
                .OfColumns(votes, rows, SparseMathTests.Fixed(majority))
                .Select(median => median.ToDouble()),
        ];
    }
}
