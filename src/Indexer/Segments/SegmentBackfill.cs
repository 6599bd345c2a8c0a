using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Proofs;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Segments;

/// <summary>One part of a backfill.</summary>
/// <param name="To">Last block; it must be final.</param>
/// <param name="SegmentBlocks">Blocks of a segment, whose logs are held in memory.</param>
/// <param name="Shard">Which of the parts, from 0.</param>
/// <param name="Folder">For segments; on a cluster, one that all machines see.</param>
public sealed record BackfillPart(long To, long SegmentBlocks, int Shard, int Shards, string Folder);

/// <summary>What came of it.</summary>
/// <param name="Fetched">Segments that were fetched now.</param>
/// <param name="Found">Segments that were there.</param>
public sealed record BackfillResult(int ChainId, int Fetched, int Found, long Blocks, long Logs, double Seconds);

/// <summary>Fetches final blocks into segments, on any machine and without a warehouse.</summary>
/// <remarks>The blocks come through the pipeline that indexing uses, with the same proofs.</remarks>
public sealed class SegmentBackfill : IDisposable
{
    private readonly ChainManifest _chain;
    private readonly EndpointPool _pool;
    private readonly ChainSource _source;
    private readonly SyncOptions _options;
    private readonly RetryPolicy _retry;
    private readonly BlockProver _prover = new();

    private SegmentBackfill(ChainManifest chain, EndpointPool pool, SyncOptions options, RetryPolicy retry)
    {
        (_chain, _pool, _options, _retry) = (chain, pool, options, retry);
        _source = new ChainSource(pool);
    }

    /// <exception cref="SegmentException">Not one chain, blocks that are not final, or a segment of something else is there.
    /// </exception>
    /// <exception cref="RpcException">An endpoint fails; whole segments that were fetched stay.</exception>
    /// <exception cref="OperationCanceledException">Whole segments that were fetched stay.</exception>
    public static async Task<BackfillResult> RunAsync(
        ManifestSet manifests,
        ILookup<int, EndpointAddress> endpoints,
        SyncOptions options,
        BackfillPart part,
        IProgress<double>? progress,
        CancellationToken cancellation
    )
    {
        ChainManifest[] chains = [.. manifests.Chains.Where(chain => endpoints.Contains(chain.ChainId))];
        if (chains.Length != 1)
        {
            throw new SegmentException(
                $"A backfill is of one chain: give --rpc of one of {string.Join(", ", manifests.Chains.Select(chain => chain.ChainId))}."
            );
        }

        StartFinder.Require(chains[0]);
        var retry = new RetryPolicy(options.Time, options.RetryDelay);
        EndpointPool pool = ManifestSync.Connect(chains[0], endpoints, retry, options);
        using SegmentBackfill backfill = new(chains[0], pool, options, retry);
        await pool.RequireChainAsync(chains[0].ChainId, cancellation);
        return await backfill.RunAsync(part, progress, cancellation);
    }

    public void Dispose() => _pool.Dispose();

    private async Task<BackfillResult> RunAsync(
        BackfillPart part,
        IProgress<double>? progress,
        CancellationToken cancellation
    )
    {
        long started = _options.Time.GetTimestamp();
        long first = _chain.Contracts.Select(contract => contract.FromBlock).DefaultIfEmpty(0).Min();
        SegmentPlan plan = new SegmentPlan(first, part.To, part.SegmentBlocks).Checked();
        await RequireFinalAsync(plan.To, cancellation);
        SegmentFolder folder = new(part.Folder);
        AnnouncedContracts announced = new(_source, _chain, plan.From);
        BlockRange[] segments = [.. plan.SegmentsOf(part.Shard, part.Shards)];
        BackfillResult result = new(_chain.ChainId, 0, 0, 0, 0, 0);
        for (int index = 0; index < segments.Length; index++)
        {
            BlockRange blocks = segments[index];
            string place = folder.PathOf(blocks);
            if (Directory.Exists(place))
            {
                RequireOwn(SegmentNote.Read(place), plan, place);
                result = result with { Found = result.Found + 1 };
            }
            else
            {
                long logs = await FetchAsync(plan, blocks, folder, announced, cancellation);
                result = result with
                {
                    Fetched = result.Fetched + 1,
                    Blocks = result.Blocks + blocks.Count,
                    Logs = result.Logs + logs,
                };
            }

            progress?.Report((double)(index + 1) / segments.Length);
        }

        return result with
        {
            Seconds = _options.Time.GetElapsedTime(started).TotalSeconds,
        };
    }

    private async Task<long> FetchAsync(
        SegmentPlan plan,
        BlockRange blocks,
        SegmentFolder folder,
        AnnouncedContracts announced,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<ChainContract> known = await announced.BeforeAsync(blocks.From, cancellation);
        for (int attempt = 1; ; attempt++)
        {
            ChainSource source = _source.Fork();
            try
            {
                if (await ReadAsync(source, blocks, known, cancellation) is { } batch)
                {
                    Write(plan, batch, known, folder);
                    announced.Accept(blocks, batch.Discovered);
                    return batch.Logs.Count;
                }
            }
            catch (Exception failure)
                when (source.HasSeveral && Contradiction.IsShownBy(failure) && attempt < RetryPolicy.AttemptsMax) { }

            if (attempt == RetryPolicy.AttemptsMax)
            {
                throw new SyncException(
                    SyncProblem.Inconsistent,
                    $"{source.Name} contradicts itself: {attempt} times it gave headers of blocks {blocks} that are not built on each other. Use another endpoint."
                );
            }

            source.Suspect();
            await _retry.WaitAsync(attempt, retryAfter: null, cancellation);
        }
    }

    /// <returns>All blocks as one; null if one is not built on the one before it.</returns>
    private async Task<BlockBatch?> ReadAsync(
        ChainSource source,
        BlockRange blocks,
        IReadOnlyList<ChainContract> known,
        CancellationToken cancellation
    )
    {
        // Values were read at the first block of each contract: those of earlier contracts belong to earlier segments.
        ChainContract[] all = [.. _chain.Contracts, .. known];
        ContractSet contracts = new(
            _chain,
            all,
            all.Where(one => one.FromBlock < blocks.From).Select(one => (one.Address, one.FromBlock))
        );
        GatheredBlocks gathered = new();
        HistoryPipeline pipeline = new(
            new RangeFetcher(source, contracts, _prover, _options.Proof, _retry)
            {
                Comparer = new BlockComparer(_options.CompareShare),
            },
            contracts,
            _options,
            new ByteBudget(_options.BytesMax),
            gathered.Take
        );
        return await pipeline.RunAsync(blocks, cursor: null, cancellation) ? gathered.ToBatch(blocks) : null;
    }

    private void Write(SegmentPlan plan, BlockBatch batch, IReadOnlyList<ChainContract> known, SegmentFolder folder) =>
        folder.Publish(
            batch.Range,
            path =>
            {
                using DuckDb.DuckDBConnection connection = SegmentTables.Open();
                new SegmentWriter(connection).Write(batch);
                SegmentNote note = new(
                    _chain.ChainId,
                    batch.Range.From,
                    batch.Range.To,
                    plan,
                    SegmentHashes.OfManifests(_chain),
                    batch.Headers[0].Parent.ToString(),
                    batch.Tip.Hash.ToString(),
                    SegmentHashes.OfKnown(known),
                    batch.Logs.Count,
                    batch.Payload.ToString(),
                    batch.Proof.ToString().ToLowerInvariant(),
                    batch.Endpoint,
                    SegmentTables.Write(connection, path)
                );
                File.WriteAllText(Path.Combine(path, SegmentNote.FileName), note.ToText());
            }
        );

    private void RequireOwn(SegmentNote note, SegmentPlan plan, string place)
    {
        if (note.ChainId != _chain.ChainId || note.Plan != plan || note.Manifests != SegmentHashes.OfManifests(_chain))
        {
            throw new SegmentException(
                $"{place} is of another backfill (chain {note.ChainId}, blocks {note.Plan.From} to {note.Plan.To} in segments of {note.Plan.SegmentBlocks}, or other manifests). Name another folder with --out, or remove it."
            );
        }
    }

    private async Task RequireFinalAsync(long block, CancellationToken cancellation)
    {
        int? depth = _options.FinalityDepth ?? _chain.FinalityBlocks;
        FinalizedTag? tag = depth is null ? await _source.ReadFinalizedAsync(cancellation) : null;
        BlockHeader head = await _source.ReadHeadAsync(cancellation);
        long final = tag is { IsRefused: false } served
            ? served.Block?.Number ?? -1
            : head.Number - (depth ?? SyncOptions.FinalityDepthDefault);
        if (block > final)
        {
            string last = final >= 0 ? $"the last final one is {final}" : "none is final yet";
            throw new SegmentException(
                $"Block {block} of chain {_chain.ChainId} may still be replaced: {last}. Segments are written once: give a --to up to it."
            );
        }
    }
}
