namespace Souk.Indexer.Verification;

/// <summary>What a sample of blocks can tell of all.</summary>
public static class SampleOdds
{
    /// <summary>The probability that a sample drawn without replacement holds at least one bad block:
    /// 1 − C(N−k, n) / C(N, n), the hypergeometric distribution's chance of more than none.</summary>
    /// <param name="all">N, blocks in all.</param>
    /// <param name="bad">k, bad ones among them.</param>
    /// <param name="sample">n, blocks drawn.</param>
    /// <remarks>Exact but for rounding of doubles. Cost is that of the smaller of k and n.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than all.</exception>
    public static double OfDetection(long all, long bad, long sample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bad);
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bad, all);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sample, all);

        // k and n may change places: C(N−k, n) / C(N, n) = C(N−n, k) / C(N, k).
        long few = Math.Min(bad, sample);
        long many = Math.Max(bad, sample);
        double missed = 1;
        for (long i = 0; i < few && missed > 0; i++)
        {
            missed *= Math.Max(0, (double)(all - many - i)) / (all - i);
        }

        return 1 - missed;
    }
}
