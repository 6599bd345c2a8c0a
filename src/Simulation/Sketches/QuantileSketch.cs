namespace Souk.Simulation.Sketches;

/// <summary>Quantiles of any number of values in little memory, the same for any order and any division of the values.</summary>
/// <remarks>
/// Counts by log-linear buckets: sign, exponent and the first eight bits of the mantissa. A bucket is at most 2⁻⁸ of its
/// values wide and stands for its middle, so that an order statistic is off by at most <see cref="RelativeError"/> of itself; the
/// least and the most are exact. Merging adds counts, which is why it commutes. The idea of mergeable sketches with a
/// relative error: Masson, Rim and Lee, DDSketch, VLDB 2019; buckets by bits instead of logarithms: HdrHistogram.
/// </remarks>
public sealed class QuantileSketch
{
    /// <summary>How far an order statistic may be off, as a share of its size: 2⁻⁹.</summary>
    public const double RelativeError = 1.0 / 512;

    /// <summary>Bits of a double below its sign, exponent and first eight bits of mantissa.</summary>
    private const int DroppedBits = 44;

    // Sorted by bucket: 12 bytes a bucket, and a metric has few of them on a day.
    private List<int> _buckets = [];
    private List<long> _counts = [];

    public long Count { get; private set; }

    /// <summary>The least value, exact; infinite where there is none.</summary>
    public double Least { get; private set; } = double.PositiveInfinity;

    /// <summary>The greatest value, exact; minus infinite where there is none.</summary>
    public double Most { get; private set; } = double.NegativeInfinity;

    /// <summary>Buckets that hold something, by rising value: bucket and how many values.</summary>
    public IEnumerable<(int Bucket, long Count)> Buckets => _buckets.Zip(_counts);

    /// <exception cref="ArgumentException">Not a number.</exception>
    public void Add(double value)
    {
        if (double.IsNaN(value))
        {
            throw new ArgumentException("What is not a number has no quantile.", nameof(value));
        }

        AddBucket(BucketOf(value), 1, value, value);
    }

    public void Add(QuantileSketch other)
    {
        // Both rise, so that one pass is enough.
        List<int> buckets = new(Math.Max(_buckets.Count, other._buckets.Count));
        List<long> counts = new(buckets.Capacity);
        for (int own = 0, its = 0; own < _buckets.Count || its < other._buckets.Count; )
        {
            int ownBucket = own < _buckets.Count ? _buckets[own] : int.MaxValue;
            int itsBucket = its < other._buckets.Count ? other._buckets[its] : int.MaxValue;
            buckets.Add(Math.Min(ownBucket, itsBucket));
            counts.Add(
                (ownBucket <= itsBucket ? _counts[own++] : 0) + (itsBucket <= ownBucket ? other._counts[its++] : 0)
            );
        }

        (_buckets, _counts) = (buckets, counts);
        Count += other.Count;
        Least = Math.Min(Least, other.Least);
        Most = Math.Max(Most, other.Most);
    }

    /// <summary>Adds what another sketch told of itself.</summary>
    /// <param name="least">Of the whole other sketch.</param>
    /// <param name="most">Of the whole other sketch.</param>
    public void AddBucket(int bucket, long count, double least, double most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int index = _buckets.BinarySearch(bucket);
        if (index < 0)
        {
            index = ~index;
            _buckets.Insert(index, bucket);
            _counts.Insert(index, 0);
        }

        _counts[index] += count;
        Count += count;
        Least = Math.Min(Least, least);
        Most = Math.Max(Most, most);
    }

    /// <summary>By linear interpolation between order statistics (Hyndman and Fan, type 7), as <c>Quantile</c> does it exactly.</summary>
    /// <param name="share">0 to 1.</param>
    /// <exception cref="InvalidOperationException">Nothing was added.</exception>
    public double Quantile(double share)
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("A sketch of nothing has no quantiles.");
        }

        double position = share * (Count - 1);
        long below = (long)position;
        double low = OrderStatistic(below);
        double high = OrderStatistic(Math.Min(below + 1, Count - 1));
        return low + ((position - below) * (high - low));
    }

    /// <summary>What stands for the values, by rising value: the middle of each bucket, within least and most, and how many.</summary>
    internal IEnumerable<(double Value, long Count)> Middles() =>
        Buckets.Select(bucket => (Math.Clamp(Middle(bucket.Bucket), Least, Most), bucket.Count));

    private double OrderStatistic(long rank)
    {
        if (rank == 0)
        {
            return Least;
        }

        if (rank == Count - 1)
        {
            return Most;
        }

        long seen = 0;
        for (int i = 0; i < _counts.Count; i++)
        {
            seen += _counts[i];
            if (rank < seen)
            {
                return Math.Clamp(Middle(_buckets[i]), Least, Most);
            }
        }

        return Most;
    }

    // Buckets rise with their values: those of negative numbers are mirrored below those of positive ones.
    private static int BucketOf(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value == 0 ? 0.0 : value);
        return bits >= 0 ? (int)(bits >> DroppedBits) : ~(int)((bits & long.MaxValue) >> DroppedBits);
    }

    private static double Middle(int bucket)
    {
        if (bucket is 0 or -1)
        {
            return 0;
        }

        long magnitude = bucket >= 0 ? bucket : ~bucket;
        double middle = BitConverter.Int64BitsToDouble((magnitude << DroppedBits) | (1L << (DroppedBits - 1)));
        return bucket >= 0 ? middle : -middle;
    }
}
