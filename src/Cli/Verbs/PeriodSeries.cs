using System.Globalization;
using Souk.Cli.Screens;
using Souk.Warehouse.Metrics;

namespace Souk.Cli.Verbs;

/// <summary>What `--by` asks for.</summary>
internal enum MetricPeriod
{
    Day,
    Month,
}

/// <summary>A metric's answers as of the end of each day or month, one after the other.</summary>
internal static class PeriodSeries
{
    /// <summary>Rows that a series may have.</summary>
    public const int RowsMax = 1_000_000;

    private const string AsOf = "as_of";

    /// <param name="at">The moment up to which the series goes.</param>
    /// <param name="tips">Metric as_of, as of that moment: the series begins with the day of the first block.</param>
    /// <param name="ask">The metric's answer as of a moment.</param>
    /// <returns>The metric's columns behind the day as of which each row is. A metric whose rows tell of each such period themselves is
    /// asked once.</returns>
    /// <exception cref="InvalidInputException">Its rows tell of other periods, or there are too many.</exception>
    public static MetricTable Of(
        Metric metric,
        MetricPeriod period,
        AskedMoment at,
        MetricTable tips,
        Func<AskedMoment, MetricTable> ask,
        IProgress<StageProgress> progress,
        CancellationToken cancellation
    )
    {
        MetricTable last = ask(at);
        if (OwnPeriod(last) is { } own)
        {
            return own == period
                ? last
                : throw new InvalidInputException(
                    $"Metric '{metric.Key}' has rows by {Word(own)} of its own. Ask with --by {Word(own)}, or without."
                );
        }

        List<object?[]> rows = [];
        DateOnly[] ends = [.. Ends(period, tips)];
        foreach ((int done, DateOnly end) in ends.Index())
        {
            cancellation.ThrowIfCancellationRequested();
            progress.Report(
                new StageProgress(
                    (double)done / ends.Length,
                    string.Create(CultureInfo.InvariantCulture, $"as of {end:yyyy-MM-dd}")
                )
            );
            MetricTable answer = end == ends[^1] ? last : ask(at with { Day = EndOf(end), Block = null });
            rows.AddRange(answer.Rows.Select(row => (object?[])[end, .. row]));
            if (rows.Count > RowsMax)
            {
                throw new InvalidInputException(
                    $"Metric '{metric.Key}' by {Word(period)} has more than {RowsMax} rows. Ask for single days with --as-of."
                );
            }
        }

        return new MetricTable([AsOf, .. last.Columns], rows);
    }

    private static MetricPeriod? OwnPeriod(MetricTable table) =>
        table.Columns.Contains(Word(MetricPeriod.Day)) ? MetricPeriod.Day
        : table.Columns.Contains(Word(MetricPeriod.Month)) ? MetricPeriod.Month
        : null;

    /// <summary>The last days of periods, and the day of the last block.</summary>
    private static IEnumerable<DateOnly> Ends(MetricPeriod period, MetricTable tips)
    {
        if (tips.Rows.Count == 0)
        {
            yield break;
        }

        DateOnly first = tips.Rows.Min(row => DateOnly.FromDateTime(tips.Value<DateTime>(row, "first_time")));
        DateOnly last = tips.Rows.Max(row => DateOnly.FromDateTime(tips.Value<DateTime>(row, "time")));
        for (DateOnly day = first; day < last; day = day.AddDays(1))
        {
            if (period == MetricPeriod.Day || day.AddDays(1).Day == 1)
            {
                yield return day;
            }
        }

        yield return last;
    }

    // As --as-of has it.
    private static DateTime EndOf(DateOnly day) => day.ToDateTime(new TimeOnly(23, 59, 59));

    private static string Word(MetricPeriod period) => period == MetricPeriod.Day ? "day" : "month";
}
