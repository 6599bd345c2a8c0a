namespace Souk.Simulation.Crews;

/// <summary>The threads of one run. They share the rows of a loop in chunks.</summary>
/// <remarks>
/// A loop must give the same result in whatever order its chunks run: it writes its own rows only, and adds up integers.
/// Starting a loop allocates nothing. The calling thread is worker 0; a crew of one has no other thread.
/// </remarks>
public sealed class Crew : IDisposable
{
    public const int ThreadsMax = 64;

    /// <summary>Rows per chunk: enough that handing out chunks costs nothing, few enough that the last one does not hold up.</summary>
    public const int ChunkRows = 8_192;

    /// <summary>Fewer rows are never handed out at once: chunks share no cache line, not even of a column of bytes.</summary>
    public const int ChunkRowsMin = 64;

    private readonly int _chunkRows;
    private readonly Worker[] _workers;
    private IChunkLoop? _loop;
    private int _rowCount;
    private int _nextChunk;
    private int _busyCount;
    private Exception? _failure;
    private bool _isEnding;

    /// <param name="threads">1 to <see cref="ThreadsMax"/>.</param>
    /// <param name="chunkRows">Changes the time only, never a result.</param>
    public Crew(int threads = 1, int chunkRows = ChunkRows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, ThreadsMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkRows, ChunkRowsMin);
        _chunkRows = chunkRows;
        _workers = [.. Enumerable.Range(1, threads - 1).Select(index => new Worker(this, index))];
    }

    public int Threads => _workers.Length + 1;

    /// <summary>Runs a loop over rows 0 to <paramref name="rowCount"/> − 1 and returns when all are done.</summary>
    /// <exception cref="InvalidOperationException">Called from within a loop.</exception>
    public void Run(IChunkLoop loop, int rowCount)
    {
        if (_loop is not null)
        {
            throw new InvalidOperationException("A loop over agents cannot start another one.");
        }

        _loop = loop;
        _rowCount = rowCount;
        _nextChunk = 0;
        _failure = null;
        int helperCount = rowCount > _chunkRows ? _workers.Length : 0;
        _busyCount = helperCount;
        for (int i = 0; i < helperCount; i++)
        {
            _workers[i].Go.Release();
        }

        Work(worker: 0);
        SpinWait wait = default;
        while (Volatile.Read(ref _busyCount) > 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        _loop = null;
        if (_failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
        }
    }

    public void Dispose()
    {
        _isEnding = true;
        foreach (Worker worker in _workers)
        {
            worker.Go.Release();
            worker.Thread.Join();
            worker.Go.Dispose();
        }
    }

    private void Work(int worker)
    {
        try
        {
            while (true)
            {
                long first = (long)(Interlocked.Increment(ref _nextChunk) - 1) * _chunkRows;
                if (first >= _rowCount)
                {
                    return;
                }

                _loop!.Run((int)first, (int)Math.Min(first + _chunkRows, _rowCount), worker);
            }
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }
    }

    private sealed class Worker
    {
        private readonly Crew _crew;
        private readonly int _index;

        public Worker(Crew crew, int index)
        {
            _crew = crew;
            _index = index;
            Thread = new Thread(Live) { IsBackground = true, Name = $"simulation {index}" };
            Thread.Start();
        }

        public SemaphoreSlim Go { get; } = new(0);

        public Thread Thread { get; }

        private void Live()
        {
            while (true)
            {
                Go.Wait();
                if (_crew._isEnding)
                {
                    return;
                }

                _crew.Work(_index);
                Interlocked.Decrement(ref _crew._busyCount);
            }
        }
    }
}
