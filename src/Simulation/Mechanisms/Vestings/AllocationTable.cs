using Souk.Simulation.Ledgers;

namespace Souk.Simulation.Mechanisms.Vestings;

/// <summary>A row of an allocation table.</summary>
/// <param name="Name">Unique in its table.</param>
/// <param name="PartsPerBillion">Share of the supply.</param>
/// <param name="Terms">How the share vests.</param>
public sealed record AllocationBucket(string Name, long PartsPerBillion, VestingTerms Terms);

/// <summary>Who gets which share of a supply, and when: the table of a token's founding paper.</summary>
/// <remarks>
/// Amounts add up exactly by largest remainder. Shares may leave a part unallocated; that part is never unlocked.
/// </remarks>
public sealed class AllocationTable
{
    private readonly TermsUnlock[] _curves;

    /// <param name="supply">Base units that the shares are shares of.</param>
    /// <param name="launchUnixSeconds">The token generation event.</param>
    /// <exception cref="ArgumentException">A repeated name, or shares of more than the whole.</exception>
    public AllocationTable(Int128 supply, long launchUnixSeconds, IReadOnlyList<AllocationBucket> buckets)
    {
        Require.Amount(supply);
        Supply = supply;
        LaunchUnixSeconds = launchUnixSeconds;
        Buckets = [.. buckets];
        ulong[] weights = Weights(Buckets);
        Int128[] amounts = Split.LargestRemainder(supply, weights);
        _curves = [.. Buckets.Select((bucket, i) => new TermsUnlock(amounts[i], launchUnixSeconds, bucket.Terms))];
        Unallocated = amounts[^1];
    }

    public Int128 Supply { get; }

    public long LaunchUnixSeconds { get; }

    public IReadOnlyList<AllocationBucket> Buckets { get; }

    /// <summary>Base units that no bucket has.</summary>
    public Int128 Unallocated { get; }

    /// <summary>The unlock of each bucket, in the order of the table.</summary>
    public IReadOnlyList<IUnlockCurve> Curves => _curves;

    /// <summary>When the last token of the last bucket is free, in seconds since 1970.</summary>
    public long EndUnixSeconds => _curves.Length == 0 ? LaunchUnixSeconds : _curves.Max(curve => curve.EndUnixSeconds);

    private static ulong[] Weights(IReadOnlyList<AllocationBucket> buckets)
    {
        long allocated = 0;
        HashSet<string> names = [];
        foreach (AllocationBucket bucket in buckets)
        {
            Require.Share(bucket.PartsPerBillion, bucket.Name);
            allocated += bucket.PartsPerBillion;
            if (!names.Add(bucket.Name))
            {
                throw new ArgumentException($"buckets has {bucket.Name} twice: give each bucket its own name.");
            }
        }

        if (allocated > Require.Whole)
        {
            throw new ArgumentException(
                $"buckets add up to {allocated} parts per billion, more than the whole of {Require.Whole}: lower a share.",
                nameof(buckets)
            );
        }

        return [.. buckets.Select(bucket => (ulong)bucket.PartsPerBillion), (ulong)(Require.Whole - allocated)];
    }
}
