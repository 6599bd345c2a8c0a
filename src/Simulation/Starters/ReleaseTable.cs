using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Starters;

/// <summary>What a bucket sets free by the end of a month.</summary>
/// <param name="Month">0 is the launch.</param>
/// <param name="Date">That many calendar months after the launch.</param>
/// <param name="Released">In the month, base units.</param>
/// <param name="Cumulative">By then, base units.</param>
public sealed record ReleaseRow(string Bucket, int Month, DateOnly Date, Int128 Released, Int128 Cumulative);

/// <summary>The monthly release table of an allocation: from the launch to the month in which all is free.</summary>
/// <remarks>
/// Shares of the launch and of each month are rounded down to base units; the last month brings the rest, so that a bucket
/// adds up to its share of the supply, and the buckets to the supply, but for what the shares themselves round off.
/// </remarks>
public static class ReleaseTable
{
    /// <param name="supply">Whole tokens.</param>
    /// <param name="decimals">Of the token.</param>
    public static IReadOnlyList<ReleaseRow> Of(
        IReadOnlyList<AllocationBucket> buckets,
        decimal supply,
        int decimals,
        DateOnly launch
    )
    {
        int months = buckets.Max(bucket => bucket.CliffMonths + bucket.LinearMonths);
        return [.. buckets.SelectMany(bucket => Rows(bucket, supply, decimals, launch, months))];
    }

    /// <summary>Base units of a bucket; rounded down.</summary>
    public static Int128 TotalOf(AllocationBucket bucket, decimal supply, int decimals) =>
        Share(BaseUnits.One(decimals) * (Int128)supply, bucket.Percent);

    /// <summary>Base units of a bucket that are free at the launch; rounded down, and all of it where nothing accrues later.</summary>
    public static Int128 LaunchOf(AllocationBucket bucket, decimal supply, int decimals)
    {
        Int128 total = TotalOf(bucket, supply, decimals);
        return bucket.CliffMonths + bucket.LinearMonths == 0 ? total : Share(total, bucket.LaunchPercent);
    }

    private static IEnumerable<ReleaseRow> Rows(
        AllocationBucket bucket,
        decimal supply,
        int decimals,
        DateOnly launch,
        int months
    )
    {
        Int128 total = TotalOf(bucket, supply, decimals);
        Int128 atLaunch = LaunchOf(bucket, supply, decimals);
        Int128 before = 0;
        for (int month = 0; month <= months; month++)
        {
            Int128 free = atLaunch + Accrued(total - atLaunch, bucket, month);
            yield return new(bucket.Name, month, launch.AddMonths(month), free - before, free);
            before = free;
        }
    }

    private static Int128 Accrued(Int128 rest, AllocationBucket bucket, int month)
    {
        int passed = month - bucket.CliffMonths;
        return passed < 0 ? 0
            : passed >= bucket.LinearMonths ? rest
            : rest * passed / bucket.LinearMonths;
    }

    // Percentages have at most a few decimals: a billionth of a per cent is exact.
    private static Int128 Share(Int128 of, decimal percent) =>
        (of / 1_000_000 * (Int128)(percent * 1_000_000) / 100)
        + (of % 1_000_000 * (Int128)(percent * 1_000_000) / 100_000_000);
}
