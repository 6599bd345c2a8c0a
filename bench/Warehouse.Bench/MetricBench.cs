using System.Diagnostics;
using System.Globalization;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Bench;

/// <summary>Every metric of one market: cold, when nothing of its answer is kept, and again, when it is.</summary>
/// <remarks>Cold ones are read chunk by chunk, counted and hashed, so that the process holds no answer of millions of rows; only what
/// a server would keep is asked for as rows, once to keep it and once more. Processor time stands beside the clock's: where others use the machine only it can be compared.</remarks>
internal static class MetricBench
{
    private const double SecondsMax = 2;

    /// <summary>Values of an answer that is asked for as rows; a server keeps as many of all together (<see cref="MetricAnswers.ValuesMax"/>).</summary>
    private const int KeptValuesMax = MetricAnswers.ValuesMax / 8;

    private static readonly TimeSpan s_givenUpAfter = TimeSpan.FromSeconds(30);

    /// <param name="only">Metrics whose keys begin with one of these, separated by commas; null for all.</param>
    public static void Run(string file, string settings, string market, string? only)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(file, settings);
        MetricAnswers answers = MetricAnswers.Keep(warehouse.Connection);
        List<Answer> cold = [];
        List<double> kept = [];
        answers.Refresh(warehouse.Connection);
        foreach (Metric metric in MetricCatalogue.All.Where(metric => IsAsked(metric.Key, only)))
        {
            Answer answer = Ask(warehouse.Connection, metric.Key, market);
            cold.Add(answer);
            Console.WriteLine(answer);
            if (answer.Failure is null && answer.Values <= KeptValuesMax)
            {
                MetricCatalogue.Run(warehouse.Connection, metric.Key, market);
                Stopwatch watch = Stopwatch.StartNew();
                MetricCatalogue.Run(warehouse.Connection, metric.Key, market);
                kept.Add(watch.Elapsed.TotalSeconds);
            }
        }

        kept.Sort();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{cold.Count(one => one.Failure is null && one.Seconds <= SecondsMax)} of {cold.Count} cold within {SecondsMax} s; kept p95 of {kept.Count} {(kept.Count == 0 ? 0 : kept[(int)(0.95 * (kept.Count - 1))]) * 1000:0.0} ms ({answers.Hits} hits); peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB"
            )
        );
    }

    private static bool IsAsked(string key, string? only) =>
        only is null || only.Split(',').Any(start => key.StartsWith(start, StringComparison.Ordinal));

    private static Answer Ask(DuckDBConnection connection, string key, string market)
    {
        using Process self = Process.GetCurrentProcess();
        TimeSpan processor = self.TotalProcessorTime;
        Stopwatch watch = Stopwatch.StartNew();
        using DuckDBCommand running = new() { Connection = connection };
        using Timer limit = new(_ => running.Cancel(), null, s_givenUpAfter, Timeout.InfiniteTimeSpan);
        RowHash rows = new();
        string? failure = null;
        try
        {
            MetricCatalogue.Stream(connection, key, market, rows.Read);
        }
        catch (DuckDBException exception)
        {
            failure = exception.Message.Split('\n')[0];
        }

        self.Refresh();
        return new Answer(
            key,
            watch.Elapsed.TotalSeconds,
            (self.TotalProcessorTime - processor).TotalSeconds,
            rows,
            failure
        );
    }

    private sealed record Answer(string Key, double Seconds, double Processor, RowHash Rows, string? Failure)
    {
        public long Values => Rows.Count * Rows.Columns;

        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Key, -24} {Seconds, 8:0.000} s {Processor, 8:0.000} s of processors {Rows.Count, 9} rows {Rows.Sum:x16} {Failure}"
            );
    }
}
