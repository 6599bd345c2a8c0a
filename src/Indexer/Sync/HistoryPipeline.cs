using Souk.Indexer.Rpc;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Reads final blocks: ranges are fetched at once, put in order, and written together.</summary>
/// <remarks>What is asked for, fetched or being written counts against a budget of bytes. When the budget has no room,
/// nothing more is asked for until a write gives back: memory does not depend on the length of history.</remarks>
internal sealed class HistoryPipeline(
    RangeFetcher fetcher,
    ContractSet contracts,
    SyncOptions options,
    ByteBudget budget,
    Func<IReadOnlyList<BlockBatch>, Action<BlockBatch>, CancellationToken, ChainCursor> write
)
{
    /// <summary>Logs that make a write worth its while: DuckDB's row group.</summary>
    public const int LogsPerWrite = 122_880;

    /// <summary>Bytes that make a write, however few logs they are.</summary>
    public const long BytesPerWrite = 40 << 20;

    /// <summary>Blocks that make a write, however few logs they have.</summary>
    public const int BlocksPerWrite = 65_536;

    /// <summary>What a range is taken to need while it is fetched: its reply and its logs.</summary>
    public const long BytesPerFetch = 5 << 20;

    private readonly Queue<(BlockRange Asked, Task<FetchedRange> Fetch)> _window = new();
    private readonly RangePlanner _planner = new(options.RangeBlocksMax);
    private readonly HeldBytes _held = new(budget);
    private List<BlockBatch> _pending = [];
    private int _pendingLogs;
    private long _pendingBlocks;
    private long _pendingBytes;
    private long _next;
    private Task<ChainCursor>? _writing;
    private ChainCursor? _last;
    private CancellationTokenSource _windowStop = new();

    /// <summary>Ranges that are fetched or wait to be put in order.</summary>
    private int WindowRanges => options.FetchesMax;

    private bool IsWriteFull =>
        _pendingLogs >= LogsPerWrite || _pendingBytes >= BytesPerWrite || _pendingBlocks >= BlocksPerWrite;

    /// <summary>Reads and stores all blocks of a range.</summary>
    /// <param name="cursor">What the first block must be built on; null for any.</param>
    /// <returns>False if a block is not built on the one before it; what came before is stored.</returns>
    /// <exception cref="RpcException">The endpoint fails; what came before is stored.</exception>
    /// <exception cref="SyncException">The endpoint contradicts itself; what came before is stored.</exception>
    /// <exception cref="OperationCanceledException">The last write that was committed stays.</exception>
    public async Task<bool> RunAsync(BlockRange history, ChainCursor? cursor, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _last = cursor;
        _next = history.From;
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
        while (true)
        {
            FillWindow(history.To, cancellation);
            if (_window.Count == 0)
            {
                if (_next > history.To)
                {
                    return true;
                }

                // No room: what is stored is given back.
                await FlushAsync(cancellation);
                continue;
            }

            await WriteIfWorthwhileAsync(cancellation);
            if (!await TakeAsync(cancellation))
            {
                return false;
            }
        }
    }

    private void FillWindow(long lastBlock, CancellationToken cancellation)
    {
        while (
            _window.Count < WindowRanges
            && _planner.Next(_next, lastBlock, fetcher.Caps) is { } range
            && _held.TryTake(BytesPerFetch)
        )
        {
            _window.Enqueue((range, FetchAsync(range, _windowStop.Token, cancellation)));
            _next = range.To + 1;
        }
    }

    private Task<FetchedRange> FetchAsync(BlockRange range, CancellationToken window, CancellationToken cancellation) =>
        Task.Run(
            async () =>
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(window, cancellation);
                return await fetcher.FetchAsync(range, stop.Token);
            },
            cancellation
        );

    /// <summary>Completes the next range in order.</summary>
    /// <returns>False if it is not built on the one before it.</returns>
    private async Task<bool> TakeAsync(CancellationToken cancellation)
    {
        (BlockRange asked, Task<FetchedRange> fetch) = _window.Dequeue();
        BlockBatch batch = await fetcher.CompleteAsync(await fetch, cancellation);
        if (!batch.Follows(_last))
        {
            return false;
        }

        contracts.Accept(batch);
        _planner.Learn(batch.Range, batch.Logs);
        Keep(batch);
        if (batch.Range.To < asked.To)
        {
            // All of the window is sized by how blocks were before.
            await EmptyWindowAsync();
            _next = batch.Range.To + 1;
        }

        return true;
    }

    private void Keep(BlockBatch batch)
    {
        _held.Change(batch.ByteCount - BytesPerFetch);
        _pending.Add(batch);
        _pendingLogs += batch.Logs.Count;
        _pendingBlocks += batch.Range.Count;
        _pendingBytes += batch.ByteCount;
        _last = new ChainCursor(batch.Tip.Number, batch.Tip.Hash);
    }

    private async Task EmptyWindowAsync()
    {
        await _windowStop.CancelAsync();
        foreach ((_, Task fetch) in _window)
        {
            await fetch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _held.Change(-BytesPerFetch);
        }

        _window.Clear();
        _windowStop.Dispose();
        _windowStop = new CancellationTokenSource();
    }

    /// <summary>Starts a write when it is full, or when nothing more is ready. A full one waits for the one before it:
    /// fetching waits with it.</summary>
    private async Task WriteIfWorthwhileAsync(CancellationToken cancellation)
    {
        Task next = _window.Peek().Fetch;
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
        (_pendingLogs, _pendingBlocks, _pendingBytes) = (0, 0, 0);
        _writing = Task.Run(() => write(batches, Release, cancellation), cancellation);
    }

    /// <summary>The logs of a batch are not needed any more.</summary>
    private void Release(BlockBatch batch)
    {
        _held.Change(-batch.ByteCount);
        LogColumnsPool.Return(batch.Logs);
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

    /// <summary>Nothing goes on behind the caller's back, and nothing is held.</summary>
    private async Task EndAsync()
    {
        await EmptyWindowAsync();
        await ((Task?)_writing ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _windowStop.Dispose();
        _held.Dispose();
        LogColumnsPool.Clear();
        ReplyPool.Clear();
    }
}
