using Souk.Charts.Series;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Figures;

/// <summary>How long one bar lasts.</summary>
public enum Period
{
    Day,
    Week,
    Month,
}

/// <summary>Calendar bins in UTC; weeks start on Monday.</summary>
public static class Periods
{
    /// <summary>More bars than this cannot be told apart on a phone.</summary>
    private const int BarsMax = 180;

    /// <summary>The finest period that still shows separate bars.</summary>
    public static Period Fitting(DateOnly first, DateOnly last) =>
        (last.DayNumber - first.DayNumber) switch
        {
            < BarsMax => Period.Day,
            < BarsMax * 7 => Period.Week,
            _ => Period.Month,
        };

    public static DateOnly Start(this Period period, DateOnly day) =>
        period switch
        {
            Period.Day => day,
            Period.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            _ => new DateOnly(day.Year, day.Month, 1),
        };

    public static DateOnly Next(this Period period, DateOnly start) =>
        period switch
        {
            Period.Day => start.AddDays(1),
            Period.Week => start.AddDays(7),
            _ => start.AddMonths(1),
        };

    /// <summary>All starts from the bin of the first day to the bin of the last, without gaps.</summary>
    public static IReadOnlyList<DateOnly> Between(this Period period, DateOnly first, DateOnly last)
    {
        var starts = new List<DateOnly>();
        for (DateOnly start = period.Start(first); start <= last; start = period.Next(start))
        {
            starts.Add(start);
        }

        return starts;
    }

    public static DaySpan Span(this Period period) =>
        period switch
        {
            Period.Day => DaySpan.Day,
            Period.Week => DaySpan.Week,
            _ => DaySpan.Month,
        };

    /// <summary>The period of that word, or null where there is none.</summary>
    public static Period? Parse(string? word) =>
        Enum.TryParse(word, ignoreCase: true, out Period period) && Enum.IsDefined(period) ? period : null;

    /// <summary>As readers see it, within a sentence.</summary>
    public static string Text(this Period period) =>
        period switch
        {
            Period.Day => PageWords.Plain("figures.day"),
            Period.Week => PageWords.Plain("figures.week"),
            _ => PageWords.Plain("figures.month"),
        };

    /// <summary>As addresses write it.</summary>
    public static string Word(this Period period) => period.ToString().ToLowerInvariant();
}
