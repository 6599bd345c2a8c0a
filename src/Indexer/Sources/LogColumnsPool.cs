using System.Collections.Concurrent;

namespace Souk.Indexer.Sources;

/// <summary>Log columns whose memory serves one range after another: clearing new memory costs more than reading logs
/// into it. Safe for concurrent use; what is not returned is garbage like any other.</summary>
internal static class LogColumnsPool
{
    private const int KeptMax = 16;

    /// <summary>Larger ones are left to the collector.</summary>
    private const long KeptByteCountMax = 32 << 20;

    private static readonly ConcurrentQueue<LogColumns> _free = new();

    /// <summary>Without logs.</summary>
    public static LogColumns Rent() => _free.TryDequeue(out LogColumns? logs) ? logs : new LogColumns();

    /// <param name="logs">Nobody reads them any more.</param>
    public static void Return(LogColumns logs)
    {
        logs.Clear();
        if (_free.Count < KeptMax && logs.CapacityByteCount is > 0 and <= KeptByteCountMax)
        {
            _free.Enqueue(logs);
        }
    }
}
