using System.Diagnostics;

namespace Souk.Indexer.Bench;

/// <param name="CoresBusy">Processor time over elapsed time, of all threads of the process.</param>
internal sealed record Measure(long LogCount, double LogsPerSecond, double CoresBusy)
{
    /// <param name="run">Returns how many logs it handled.</param>
    public static Measure Of(Func<long> run)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        long count = run();
        double seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return new Measure(count, count / seconds, (process.TotalProcessorTime - before).TotalSeconds / seconds);
    }
}
