using System.Diagnostics;
using System.Globalization;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Bench;

/// <summary>Every metric of one market: cold, when nothing of its answer is kept, and again, when it is.</summary>
/// <remarks>Processor time stands beside the clock's: where others use the machine only it can be compared.</remarks>
internal static class MetricBench
{
    private const double SecondsMax = 2;

    private static readonly TimeSpan s_givenUpAfter = TimeSpan.FromSeconds(30);

    /// <param name="only">Metrics whose keys begin with one of these, separated by commas; null for all.</param>
    public static void Run(string file, string settings, string market, string? only)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(file, settings);
        MetricAnswers answers = MetricAnswers.Keep(warehouse.Connection);
        List<Answer> cold = [];
        List<double> kept = [];
        foreach (Metric metric in MetricCatalogue.All.Where(metric => IsAsked(metric.Key, only)))
        {
            Answer answer = Ask(warehouse.Connection, answers, metric.Key, market);
            cold.Add(answer);
            Console.WriteLine(answer);
            if (answer.Failure is null)
            {
                kept.Add(Ask(warehouse.Connection, answers, metric.Key, market).Seconds);
            }
        }

        kept.Sort();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{cold.Count(one => one.Failure is null && one.Seconds <= SecondsMax)} of {cold.Count} cold within {SecondsMax} s; kept p95 {kept[(int)(0.95 * (kept.Count - 1))] * 1000:0.0} ms ({answers.Hits} hits); peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB"
            )
        );
    }

    private static bool IsAsked(string key, string? only) =>
        only is null || only.Split(',').Any(start => key.StartsWith(start, StringComparison.Ordinal));

    private static Answer Ask(DuckDBConnection connection, MetricAnswers answers, string key, string market)
    {
        using Process self = Process.GetCurrentProcess();
        TimeSpan processor = self.TotalProcessorTime;
        Stopwatch watch = Stopwatch.StartNew();
        using DuckDBCommand running = new() { Connection = connection };
        using Timer limit = new(_ => running.Cancel(), null, s_givenUpAfter, Timeout.InfiniteTimeSpan);
        int rows = 0;
        string? failure = null;
        try
        {
            answers.Refresh(connection);
            rows = MetricCatalogue.Run(connection, key, market).Rows.Count;
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

    private sealed record Answer(string Key, double Seconds, double Processor, int Rows, string? Failure)
    {
        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Key, -24} {Seconds, 8:0.000} s {Processor, 8:0.000} s of processors {Rows, 9} rows {Failure}"
            );
    }
}
