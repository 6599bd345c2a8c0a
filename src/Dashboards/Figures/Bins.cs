using System.Numerics;
using Souk.Charts.Figures;
using Souk.Charts.Series;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Figures;

/// <summary>The bars of a chart of flows. The last one is left out while its period lasts: it would look like a collapse.</summary>
/// <param name="Period">How long a bar lasts.</param>
/// <param name="Starts">The first day of each bar, without gaps.</param>
/// <param name="Unfinished">The first day of a period that is not over; null where there are no bars.</param>
internal sealed record Bins(Period Period, IReadOnlyList<DateOnly> Starts, DateOnly? Unfinished)
{
    /// <param name="days">The days that have rows.</param>
    /// <param name="chosen">The period that the reader chose; null takes the fitting one.</param>
    /// <param name="today">The day of the as-of block, which is not over.</param>
    public static Bins Of(IEnumerable<DateOnly> days, Period? chosen, DateOnly today)
    {
        DateOnly[] all = [.. days];
        if (all.Length == 0)
        {
            return new Bins(chosen ?? Period.Day, [], null);
        }

        DateOnly last = all.Max() > today ? all.Max() : today;
        Period period = chosen ?? Periods.Fitting(all.Min(), last);
        // A trace has no more bars than a line has points: years by day become weeks.
        while (period < Period.Month && period.Between(all.Min(), last).Count > Thinning.PointsMax)
        {
            period++;
        }

        IReadOnlyList<DateOnly> starts = period.Between(all.Min(), last);
        DateOnly unfinished = starts[^1];
        // A market younger than one period shows the bar that it has.
        return new Bins(period, starts.Count == 1 ? starts : [.. starts.SkipLast(1)], unfinished);
    }

    public Positions Positions => Positions.On(Starts, Period.Span());

    /// <summary>What a reader must know about the last bar; empty where nothing is left out.</summary>
    public string Note
    {
        get
        {
            if (Unfinished is not { } start || Period == Period.Day)
            {
                return "";
            }

            string name = PageWords.Plain(
                "figures.the-from",
                Period.Text(),
                start.ToString("d MMMM yyyy", PageWords.Culture)
            );
            return Starts.Contains(start)
                ? $" {PageWords.Plain("figures.is-not-over", name)}"
                : $" {PageWords.Plain("figures.is-not-over-and-is", name)}";
        }
    }

    /// <summary>One sum per bar.</summary>
    public BigInteger[] Sum<TRow>(IEnumerable<TRow> rows, Func<TRow, DateOnly> day, Func<TRow, BigInteger> amount)
    {
        var sums = Starts.ToDictionary(start => start, _ => BigInteger.Zero);
        foreach (TRow row in rows)
        {
            DateOnly start = Period.Start(day(row));
            if (sums.TryGetValue(start, out BigInteger sum))
            {
                sums[start] = sum + amount(row);
            }
        }

        return [.. Starts.Select(start => sums[start])];
    }
}
