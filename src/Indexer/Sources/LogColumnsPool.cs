namespace Souk.Indexer.Sources;

/// <summary>Log columns whose memory serves one range after another: clearing new memory costs more than reading logs
/// into it. Safe for concurrent use; what is not returned is garbage like any other.</summary>
internal static class LogColumnsPool
{
    /// <summary>Of all that are kept. As what is kept is rented first, no more than was once in use.</summary>
    private const long KeptByteCountMax = 64 << 20;

    /// <summary>Larger ones are left to the collector.</summary>
    private const long ByteCountMax = 8 << 20;

    private static readonly Lock _lock = new();
    private static readonly Stack<LogColumns> _free = new();
    private static long _keptByteCount;

    /// <summary>Without logs.</summary>
    public static LogColumns Rent()
    {
        lock (_lock)
        {
            if (!_free.TryPop(out LogColumns? logs))
            {
                return new LogColumns();
            }

            _keptByteCount -= logs.CapacityByteCount;
            return logs;
        }
    }

    /// <param name="logs">Nobody reads them any more.</param>
    public static void Return(LogColumns logs)
    {
        logs.Clear();
        long byteCount = logs.CapacityByteCount;
        lock (_lock)
        {
            if (byteCount is > 0 and <= ByteCountMax && _keptByteCount + byteCount <= KeptByteCountMax)
            {
                _keptByteCount += byteCount;
                _free.Push(logs);
            }
        }
    }

    /// <summary>Leaves all that is kept to the collector.</summary>
    public static void Clear()
    {
        lock (_lock)
        {
            _free.Clear();
            _keptByteCount = 0;
        }
    }
}
