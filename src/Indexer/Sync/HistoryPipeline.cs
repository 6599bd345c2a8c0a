using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Reads final blocks: ranges are fetched at once, put in order, and written together.</summary>
/// <remarks>Holds at most <see cref="WindowRanges"/> fetched ranges, and two writes: the one that runs and the next, each
/// of less than <see cref="LogsPerWrite"/> logs and one range more. With ranges of about
/// <see cref="RangePlanner.LogsPerRange"/> logs this bounds memory whatever the length of history.</remarks>
internal sealed class HistoryPipeline(
    RangeFetcher fetcher,
    ContractSet contracts,
    SyncOptions options,
    Func<IReadOnlyList<BlockBatch>, CancellationToken, ChainCursor> write
)
{
    /// <summary>Logs that make a write worth its while: DuckDB's row group.</summary>
    public const int LogsPerWrite = 122_880;

    /// <summary>Blocks that make a write, however few logs they have.</summary>
    public const int BlocksPerWrite = 65_536;

    private readonly Queue<Task<FetchedRange>> _window = new();
    private readonly RangePlanner _planner = new(options.RangeBlocksMax);
    private List<BlockBatch> _pending = [];
    private int _pendingLogs;
    private long _pendingBlocks;
    private Task<ChainCursor>? _writing;
    private ChainCursor? _last;

    /// <summary>Ranges that are fetched or wait to be put in order.</summary>
    private int WindowRanges => options.FetchesMax;

    private bool IsWriteFull => _pendingLogs >= LogsPerWrite || _pendingBlocks >= BlocksPerWrite;

    /// <summary>Reads and stores all blocks of a range.</summary>
    /// <param name="cursor">What the first block must be built on; null for any.</param>
    /// <returns>False if a block is not built on the one before it; what came before is stored.</returns>
    /// <exception cref="Rpc.RpcException">The endpoint fails; what came before is stored.</exception>
    /// <exception cref="SyncException">The endpoint contradicts itself; what came before is stored.</exception>
    /// <exception cref="OperationCanceledException">The last write that was committed stays.</exception>
    public async Task<bool> RunAsync(BlockRange history, ChainCursor? cursor, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _last = cursor;
        try
        {
            bool isWhole = await ReadAsync(history, stop.Token);
            await FlushAsync(stop.Token);
            return isWhole;
        }
        catch (Exception failure) when (failure is not OperationCanceledException && _writing?.IsFaulted != true)
        {
            await FlushAsync(stop.Token);
            throw;
        }
        finally
        {
            await stop.CancelAsync();
            await EndAsync();
        }
    }

    private async Task<bool> ReadAsync(BlockRange history, CancellationToken cancellation)
    {
        long next = history.From;
        while (true)
        {
            while (_window.Count < WindowRanges && _planner.Next(next, history.To, fetcher.Caps) is { } range)
            {
                _window.Enqueue(Task.Run(() => fetcher.FetchAsync(range, cancellation), cancellation));
                next = range.To + 1;
            }

            if (_window.Count == 0)
            {
                return true;
            }

            await WriteIfWorthwhileAsync(cancellation);
            if (!await TakeAsync(cancellation))
            {
                return false;
            }
        }
    }

    /// <summary>Completes the next range in order.</summary>
    /// <returns>False if it is not built on the one before it.</returns>
    private async Task<bool> TakeAsync(CancellationToken cancellation)
    {
        FetchedRange fetched = await _window.Dequeue();
        BlockBatch batch = await fetcher.CompleteAsync(fetched, cancellation);
        if (!batch.Follows(_last))
        {
            return false;
        }

        contracts.Accept(batch);
        _planner.Learn(batch.Range, batch.Logs);
        _pending.Add(batch);
        _pendingLogs += batch.Logs.Count;
        _pendingBlocks += batch.Range.Count;
        _last = new ChainCursor(batch.Tip.Number, batch.Tip.Hash);
        return true;
    }

    /// <summary>Starts a write when it is full, or when nothing more is ready. A full one waits for the one before it:
    /// fetching waits with it.</summary>
    private async Task WriteIfWorthwhileAsync(CancellationToken cancellation)
    {
        Task next = _window.Peek();
        if (_pending.Count > 0 && !IsWriteFull && !next.IsCompleted && _writing is not null)
        {
            await Task.WhenAny(next, _writing);
        }

        if (_pending.Count > 0 && (IsWriteFull || !next.IsCompleted))
        {
            await StartWriteAsync(cancellation);
        }
    }

    private async Task StartWriteAsync(CancellationToken cancellation)
    {
        if (_writing is not null)
        {
            await _writing;
        }

        List<BlockBatch> batches = _pending;
        _pending = [];
        _pendingLogs = 0;
        _pendingBlocks = 0;
        _writing = Task.Run(
            () =>
            {
                ChainCursor cursor = write(batches, cancellation);
                batches.ForEach(batch => LogColumnsPool.Return(batch.Logs));
                return cursor;
            },
            cancellation
        );
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        if (_pending.Count > 0)
        {
            await StartWriteAsync(cancellation);
        }

        if (_writing is not null)
        {
            await _writing;
        }
    }

    /// <summary>Nothing goes on behind the caller's back.</summary>
    private async Task EndAsync()
    {
        foreach (Task left in _window.Append<Task>(_writing ?? Task.CompletedTask))
        {
            await left.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
