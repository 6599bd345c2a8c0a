using System.Diagnostics;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Manifests;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Fetches ranges whole: headers, logs of all contracts, and contracts that appear on the way.</summary>
/// <remarks>Ranges may be fetched at once, but are completed in their order: only then are all contracts known that
/// earlier ranges announce.</remarks>
/// <param name="level">For final blocks; hot ones are read by their receipts where the endpoint serves these.</param>
internal sealed partial class RangeFetcher(
    ChainSource source,
    ContractSet contracts,
    BlockProver prover,
    ProofLevel level,
    RetryPolicy retry
)
{
    /// <summary>Contracts that make contracts that make contracts…: deepest nesting within one range.</summary>
    private const int DiscoveryRoundsMax = 32;

    /// <summary>Bytes of logs at which a range is cut: three times what it is planned for.</summary>
    private const long BytesMax = 8 << 20;

    /// <summary>Blocks whose logs are read at once from their receipts.</summary>
    private const int BlocksPerProof = 64;

    /// <summary>Compares what no proof covers with a second endpoint; null for nobody.</summary>
    public BlockComparer? Comparer { get; init; }

    /// <summary>What endpoints answer in one call.</summary>
    public RangeCaps Caps => source.Caps;

    /// <exception cref="Rpc.RpcException">The endpoint fails.</exception>
    public async Task<FetchedRange> FetchAsync(BlockRange range, CancellationToken cancellation)
    {
        using Activity? span = SyncTrace.Start("fetch", contracts.ChainId, range);
        ChainSource one = source.Fork(logBytesMax: 2 * BytesMax);
        IReadOnlyList<BlockHeader> headers = await one.ReadHeadersAsync(range, cancellation);
        var fetched = new FetchedRange(range, one, headers, isHot: false);
        Task<BlockHeader?> child = one.FindHeaderAsync(range.To + 1, cancellation);
        await Task.WhenAll(child, ReadAsync(fetched, contracts.ReadIn(range), cancellation));
        fetched.Child ??= await child;
        return fetched;
    }

    /// <summary>Fetches one block by its hash.</summary>
    /// <exception cref="Rpc.RpcException">The endpoint fails, or does not have the block any more.</exception>
    public async Task<FetchedRange> FetchAsync(BlockHeader header, CancellationToken cancellation)
    {
        var range = new BlockRange(header.Number, header.Number);
        var fetched = new FetchedRange(range, source, [header], isHot: true);
        await ReadAsync(fetched, contracts.ReadIn(range), cancellation);
        return fetched;
    }

    /// <summary>Adds what contracts wrote that became known since the range was fetched, and reads values. All earlier
    /// ranges are accepted by the contracts.</summary>
    /// <exception cref="Rpc.RpcException">The endpoint fails.</exception>
    /// <exception cref="SyncException">The endpoint contradicts itself, again and again.</exception>
    public async Task<BlockBatch> CompleteAsync(FetchedRange fetched, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            await ReadMissingAsync(fetched, cancellation);
            if (fetched.FindContradiction() is not { } contradiction)
            {
                ChainContract[] discovered = [.. fetched.Discovered.Values.OrderBy(contract => contract.Address)];
                IReadOnlyList<ContractValues> values = await ValueReader.ReadAsync(
                    fetched,
                    contracts,
                    discovered,
                    cancellation
                );
                if (Comparer is not null)
                {
                    ChainContract[] written = [.. contracts.ReadIn(fetched.Range), .. discovered];
                    await Comparer.CompareAsync(fetched, written, cancellation);
                }

                return new BlockBatch(
                    fetched.Range,
                    fetched.Endpoint,
                    fetched.Headers,
                    fetched.Logs,
                    discovered,
                    values
                )
                {
                    Payload = PayloadHash.Of(fetched.Logs),
                    Proof = fetched.Level,
                };
            }

            fetched.Source.Suspect();
            if (attempt == RetryPolicy.AttemptsMax)
            {
                throw new SyncException(
                    SyncProblem.Inconsistent,
                    $"{fetched.Endpoint} contradicts itself on blocks {fetched.Range}: {contradiction}. Use another endpoint."
                );
            }

            await retry.WaitAsync(attempt, retryAfter: null, cancellation);
            fetched = fetched.IsHot
                ? await FetchAsync(fetched.Headers[0], cancellation)
                : await FetchAsync(fetched.Range, cancellation);
        }
    }

    private async Task ReadMissingAsync(FetchedRange fetched, CancellationToken cancellation)
    {
        ChainContract[] missing =
        [
            .. contracts.ReadIn(fetched.Range).Where(contract => !fetched.Asked.Contains(contract.Address)),
        ];
        foreach (
            Address known in fetched.Discovered.Keys.Where(address => contracts.Find(address) is not null).ToArray()
        )
        {
            // Announced here too, but an earlier range announces it first.
            fetched.Discovered.Remove(known);
        }

        if (missing.Length > 0)
        {
            await ReadAsync(fetched, missing, cancellation);
        }
    }

    /// <summary>Reads the contracts, and those that their logs announce, until no further one appears; each is read
    /// from its own first block.</summary>
    private async Task ReadAsync(
        FetchedRange fetched,
        IReadOnlyList<ChainContract> writers,
        CancellationToken cancellation
    )
    {
        try
        {
            await ReadUntilNoneAppearsAsync(fetched, writers, cancellation);
        }
        catch (Exception exception) when (Contradiction.IsShownBy(exception))
        {
            fetched.Source.Suspect();
            throw;
        }
    }

    private async Task<LogColumns> ReadLogsAsync(
        FetchedRange fetched,
        IReadOnlyList<ChainContract> writers,
        CancellationToken cancellation
    )
    {
        long from = Math.Max(fetched.Range.From, writers.Min(writer => writer.FromBlock));
        if (from > fetched.Range.To)
        {
            return new LogColumns();
        }

        Dictionary<Address, ChainContract> asked = writers.ToDictionary(writer => writer.Address);
        foreach (ChainContract writer in writers.Where(writer => writer.Kind.IsFiltered))
        {
            fetched.Source.Keep(
                writer.Address,
                [.. writer.Kind.Events.Select(signature => signature.Topic0).Distinct()]
            );
        }

        LogColumns logs = await ReadPiecesAsync(fetched, [.. asked.Keys], from, cancellation);
        logs.RemoveAll(log =>
            asked.TryGetValue(logs.Addresses[log], out ChainContract? writer)
            && !writer.Keeps(logs.BlockNumbers[log], logs.TopicsOf(log))
        );
        return logs;
    }

    /// <summary>Reads from a block on, and cuts the range where its logs become too many.</summary>
    private async Task<LogColumns> ReadPiecesAsync(
        FetchedRange fetched,
        Address[] addresses,
        long from,
        CancellationToken cancellation
    )
    {
        var logs = new LogColumns();
        long countMax = level == ProofLevel.Receipts ? BlocksPerProof : long.MaxValue;
        while (from <= fetched.Range.To)
        {
            var piece = new BlockRange(from, Math.Min(fetched.Range.To, from + Math.Min(countMax, int.MaxValue) - 1));
            try
            {
                LogColumns read = await ReadPieceAsync(fetched, addresses, piece, cancellation);
                logs.MoveFrom(read);
                LogColumnsPool.Return(read);
            }
            catch (TooManyLogsException) when (piece.Count > 1)
            {
                countMax = piece.Count / 2;
                continue;
            }

            if (logs.ByteCount + fetched.Logs.ByteCount > BytesMax && piece.To < fetched.Range.To)
            {
                fetched.CutAfter(piece.To);
            }

            from = piece.To + 1;
        }

        return logs;
    }

    /// <summary>Reads as surely as is asked for, and lowers the range's level to what was reached.</summary>
    private async Task<LogColumns> ReadPieceAsync(
        FetchedRange fetched,
        Address[] addresses,
        BlockRange piece,
        CancellationToken cancellation
    )
    {
        if (!fetched.IsHot && level == ProofLevel.None)
        {
            fetched.Level = ProofLevel.None;
            return await fetched.Source.ReadLogsAsync(addresses, piece, cancellation);
        }

        int first = (int)(piece.From - fetched.Range.From);
        BlockHeader[] headers = [.. fetched.Headers.Skip(first).Take((int)piece.Count)];
        ProvenBlocks proven = await prover.ReadAsync(
            fetched.Source,
            headers,
            addresses,
            fetched.IsHot ? ProofLevel.Receipts : level,
            cancellation
        );
        fetched.Replace(piece.From, proven.Headers);
        fetched.Level = (ProofLevel)Math.Min((int)fetched.Level, (int)proven.WeakestLevel);
        // Unproven logs of a hot block are taken by its hash: by its number they may be another branch's.
        return fetched.IsHot && proven.WeakestLevel < ProofLevel.Receipts
            ? await fetched.Source.ReadLogsAsync(addresses, headers[0].Hash, cancellation)
            : proven.Logs;
    }
}
