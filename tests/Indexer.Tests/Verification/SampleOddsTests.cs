using Souk.Indexer.Verification;

namespace Souk.Indexer.Tests.Verification;

public sealed class SampleOddsTests
{
    /// <summary>Of cards: an ace among five of 52, 1 − C(48,5)/C(52,5) = 1 − 1712304/2598960. Of balls: the one red ball of
    /// ten among three drawn.</summary>
    [Theory]
    [InlineData(52, 4, 5, 0.34115800166)]
    [InlineData(10, 1, 3, 0.3)]
    [InlineData(10, 3, 1, 0.3)]
    [InlineData(10, 0, 5, 0)]
    [InlineData(10, 5, 0, 0)]
    [InlineData(10, 1, 10, 1)]
    [InlineData(10, 6, 5, 1)]
    [InlineData(1_000_000, 1_000, 5_000, 0.99336)]
    public void Detection_is_the_hypergeometric_chance_of_more_than_none(
        long all,
        long bad,
        long sample,
        double odds
    ) => SampleOdds.OfDetection(all, bad, sample).ShouldBe(odds, tolerance: 1e-5);

    [Fact]
    public void Detection_equals_the_share_of_samples_that_hold_a_bad_block()
    {
        // All 126 samples of four out of nine blocks, two of which are bad.
        int[][] samples =
        [
            .. Enumerable
                .Range(0, 1 << 9)
                .Where(set => int.PopCount(set) == 4)
                .Select(set => Enumerable.Range(0, 9).Where(block => (set >> block & 1) == 1).ToArray()),
        ];

        double share = (double)samples.Count(sample => sample.Contains(0) || sample.Contains(1)) / samples.Length;

        samples.Length.ShouldBe(126);
        SampleOdds.OfDetection(9, 2, 4).ShouldBe(share, tolerance: 1e-12);
    }

    [Theory]
    [InlineData(10, 11, 1)]
    [InlineData(10, 1, 11)]
    [InlineData(10, -1, 1)]
    public void More_than_all_is_no_sample(long all, long bad, long sample) =>
        Should.Throw<ArgumentOutOfRangeException>(() => SampleOdds.OfDetection(all, bad, sample));
}
