using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Estimates;

/// <summary>Says what indexing would fetch, from a few sampled ranges. Writes nothing.</summary>
/// <remarks>Logs are taken to lie as densely between samples as within them; a burst between two samples is not seen.
/// </remarks>
public sealed class IndexEstimator(ChainSource source, ChainManifest chain, SyncOptions options)
{
    /// <summary>Ranges that are sampled, spread evenly.</summary>
    public const int SamplesMax = 8;

    /// <summary>Blocks in a sample: few enough for endpoints that limit ranges.</summary>
    public const int SampleBlocksMax = 250;

    /// <param name="storedBlock">The chain's cursor; null if nothing is stored.</param>
    /// <param name="contracts">Those of the manifest, and those discovered so far.</param>
    /// <exception cref="Rpc.RpcException">The endpoint fails.</exception>
    public async Task<ChainEstimate> EstimateAsync(
        long? storedBlock,
        IReadOnlyList<ChainContract> contracts,
        CancellationToken cancellation
    )
    {
        long head = Math.Min((await source.ReadHeadAsync(cancellation)).Number, options.ToBlock ?? long.MaxValue);
        long first = storedBlock is { } stored
            ? stored + 1
            : contracts.Select(contract => contract.FromBlock).DefaultIfEmpty(0).Min();
        long blockCount = Math.Max(0, head - first + 1);
        var sample = new Sample();
        foreach (BlockRange range in SamplesOf(first, head))
        {
            await TakeAsync(sample, range, contracts, cancellation);
        }

        double scale = sample.BlockCount == 0 ? 0 : (double)blockCount / sample.BlockCount;
        return new ChainEstimate(
            chain.ChainId,
            source.Name,
            [.. contracts.Select(contract => Describe(contract, sample, scale))],
            first,
            head,
            blockCount,
            sample.BlockCount,
            Scaled(sample.LogCount, scale),
            Scaled(sample.ByteCount, scale),
            Price(blockCount, contracts.Count, sample, scale)
        );
    }

    private static IEnumerable<BlockRange> SamplesOf(long first, long head)
    {
        long blockCount = head - first + 1;
        if (blockCount <= 0)
        {
            yield break;
        }

        long size = Math.Clamp(blockCount / SamplesMax, 1, SampleBlocksMax);
        long count = Math.Min(SamplesMax, blockCount / size);
        for (long index = 0; index < count; index++)
        {
            // The middle of each of count equal parts.
            long middle = first + (long)((2 * index + 1) * (Int128)blockCount / (2 * count));
            long from = Math.Max(first, Math.Min(middle - size / 2, head - size + 1));
            yield return new BlockRange(from, Math.Min(head, from + size - 1));
        }
    }

    private async Task TakeAsync(
        Sample sample,
        BlockRange range,
        IReadOnlyList<ChainContract> contracts,
        CancellationToken cancellation
    )
    {
        Dictionary<Address, ChainContract> read = contracts
            .Where(contract => contract.FromBlock <= range.To)
            .ToDictionary(contract => contract.Address);
        sample.BlockCount += range.Count;
        if (read.Count == 0)
        {
            return;
        }

        long started = options.Time.GetTimestamp();
        LogColumns logs = await source.ReadLogsAsync([.. read.Keys], range, cancellation);
        sample.LogSeconds += options.Time.GetElapsedTime(started).TotalSeconds;
        started = options.Time.GetTimestamp();
        await source.ReadHeadersAsync(new BlockRange(range.From, range.From), cancellation);
        sample.HeaderSeconds += options.Time.GetElapsedTime(started).TotalSeconds;
        sample.Count++;
        for (int log = 0; log < logs.Count; log++)
        {
            if (!read.TryGetValue(logs.Addresses[log], out ChainContract? writer))
            {
                continue;
            }

            sample.LogCount++;
            sample.ByteCount +=
                ReplySize.LogBytes + logs.TopicCounts[log] * ReplySize.TopicBytes + 2 * logs.DataOf(log).Length;
            sample.ByContract[writer.Address] = sample.ByContract.GetValueOrDefault(writer.Address) + 1;
            sample.LogBlocks.Add(logs.BlockNumbers[log]);
        }
    }

    private ContractEstimate Describe(ChainContract contract, Sample sample, double scale) =>
        new(
            contract.System,
            contract.Kind.Name,
            contract.Name,
            contract.Address.ToString(),
            contract.FromBlock,
            chain
                .Manifests.First(manifest => manifest.System == contract.System)
                .Kinds.Any(kind => kind.Factories.Any(rule => rule.Contract == contract.Kind.Name)),
            Scaled(sample.ByContract.GetValueOrDefault(contract.Address), scale)
        );

    /// <summary>None and bloom: every header, which gives the time and the chain of hashes. Receipts: every header, and the receipts of every
    /// block whose bloom is not negative, at least those with logs.</summary>
    private List<ProofEstimate> Price(long blockCount, int contractCount, Sample sample, double scale)
    {
        if (sample.Count == 0)
        {
            return [.. new[] { "none", "bloom", "receipts" }.Select(level => new ProofEstimate(level, 0, 0))];
        }

        long rangeCount = (blockCount + options.RangeBlocksMax - 1) / options.RangeBlocksMax;
        long filterCount = (contractCount + ChainSource.AddressesPerCall - 1) / ChainSource.AddressesPerCall;
        long logCalls = rangeCount * Math.Max(1, filterCount);
        long withLogs = Scaled(sample.LogBlocks.Count, scale);
        // A sampled range is smaller than a real one, so its time counts by blocks rather than by calls.
        double logSeconds = sample.LogSeconds * scale;
        double headerSeconds = sample.HeaderSeconds / sample.Count;
        double batchedHeaderSeconds = headerSeconds / ChainSource.HeadersPerBatch;
        return
        [
            new("none", logCalls + blockCount, logSeconds + blockCount * batchedHeaderSeconds),
            new("bloom", logCalls + blockCount, logSeconds + blockCount * batchedHeaderSeconds),
            new("receipts", blockCount + withLogs, blockCount * batchedHeaderSeconds + withLogs * headerSeconds),
        ];
    }

    private static long Scaled(long count, double scale) => (long)Math.Round(count * scale);

    private sealed class Sample
    {
        public int Count { get; set; }

        public long BlockCount { get; set; }

        public long LogCount { get; set; }

        public long ByteCount { get; set; }

        public double LogSeconds { get; set; }

        public double HeaderSeconds { get; set; }

        public Dictionary<Address, long> ByContract { get; } = [];

        public HashSet<long> LogBlocks { get; } = [];
    }
}
