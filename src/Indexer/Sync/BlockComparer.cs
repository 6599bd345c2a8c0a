using System.Buffers.Binary;
using System.Globalization;
using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Proofs;
using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Asks a second endpoint for the logs of some blocks that no proof covers, and stops the chain where the two
/// differ. Safe for concurrent use.</summary>
/// <remarks>A block is chosen by its own hash, so that a second run chooses the same: this finds what is left out by
/// accident, not what an endpoint that knows the rule leaves out elsewhere.</remarks>
/// <param name="share">Of blocks, 0 to 1.</param>
internal sealed class BlockComparer(double share)
{
    private long _blockCount;

    /// <summary>Blocks that both endpoints gave alike.</summary>
    public long BlockCount => Interlocked.Read(ref _blockCount);

    /// <param name="fetched">Complete.</param>
    /// <param name="writers">Contracts that were read.</param>
    /// <exception cref="SyncException">Two endpoints gave different logs of a block, and do so when they are asked again.
    /// </exception>
    public async Task CompareAsync(
        FetchedRange fetched,
        IReadOnlyList<ChainContract> writers,
        CancellationToken cancellation
    )
    {
        bool isProven = fetched.IsHot || fetched.Level == ProofLevel.Receipts;
        if (share == 0 || isProven || fetched.Source.Others() is not { } others)
        {
            return;
        }

        foreach (BlockHeader header in fetched.Headers.Where(IsChosen))
        {
            LogColumns stored = LogsOf(fetched.Logs, header.Number);
            ChainContract[] asked = [.. writers.Where(writer => writer.FromBlock <= header.Number)];
            try
            {
                await CompareAsync(fetched.Source, others, header.Number, asked, stored, cancellation);
            }
            catch (RpcException)
            {
                // An endpoint that cannot be asked says nothing about the other.
                continue;
            }

            Interlocked.Increment(ref _blockCount);
        }
    }

    private static async Task CompareAsync(
        ChainSource source,
        ChainSource others,
        long block,
        ChainContract[] writers,
        LogColumns stored,
        CancellationToken cancellation
    )
    {
        LogColumns other = await ReadAsync(others, block, writers, cancellation);
        if (AreAlike(stored, other))
        {
            return;
        }

        // One of many servers behind a name may lag; what lasts is no accident.
        other = await ReadAsync(others, block, writers, cancellation);
        LogColumns again = await ReadAsync(source, block, writers, cancellation);
        if (!AreAlike(stored, other) || !AreAlike(stored, again))
        {
            throw new SyncException(
                SyncProblem.Discrepancy,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Block {block}: {source.Name} gave {stored.Count} logs of the contracts, {others.Name} gives {other.Count}{(stored.Count == other.Count ? ", and they differ" : "")}. Find out which is right with --proof receipts."
                )
            );
        }
    }

    private static async Task<LogColumns> ReadAsync(
        ChainSource source,
        long block,
        ChainContract[] writers,
        CancellationToken cancellation
    )
    {
        if (writers.Length == 0)
        {
            return new LogColumns();
        }

        Dictionary<Address, ChainContract> asked = writers.ToDictionary(writer => writer.Address);
        LogColumns logs = await source.ReadLogsAsync([.. asked.Keys], new BlockRange(block, block), cancellation);
        logs.RemoveAll(log =>
            asked.TryGetValue(logs.Addresses[log], out ChainContract? writer)
            && !writer.Keeps(logs.BlockNumbers[log], logs.TopicsOf(log))
        );
        logs.Sort();
        return logs;
    }

    private static LogColumns LogsOf(LogColumns logs, long block)
    {
        var some = new LogColumns();
        int first = logs.BlockNumbers.BinarySearch(block);
        if (first < 0)
        {
            return some;
        }

        while (first > 0 && logs.BlockNumbers[first - 1] == block)
        {
            first--;
        }

        for (int log = first; log < logs.Count && logs.BlockNumbers[log] == block; log++)
        {
            some.Add(logs.HeadOf(log), logs.TopicsOf(log), logs.DataOf(log));
        }

        return some;
    }

    private static bool AreAlike(LogColumns one, LogColumns other) =>
        one.Count == other.Count && PayloadHash.Of(one) == PayloadHash.Of(other);

    private bool IsChosen(BlockHeader header)
    {
        Span<byte> bytes = stackalloc byte[Hash32.ByteCount];
        header.Hash.CopyTo(bytes);
        Span<byte> hash = stackalloc byte[Keccak256.HashByteCount];
        Keccak256.Hash(bytes, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash) < share * Math.Pow(2, 64);
    }
}
