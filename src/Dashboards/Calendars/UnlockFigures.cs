using System.Numerics;
using Souk.Charts;
using Souk.Charts.Series;
using Souk.Charts.Themes;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Calendars;

/// <summary>What a calendar of unlocks looks like: each month in days of trading, and the supply until the last one.</summary>
internal static class UnlockFigures
{
    /// <summary>Null where nothing unlocks or no pool turns anything over.</summary>
    public static Chart? Days(UnlockCalendar calendar)
    {
        (DateOnly Month, BigInteger Amount)[] months = Months(calendar);
        return months.Length == 0 || calendar.VolumePerDay.IsZero
            ? null
            : Frame(
                calendar.Market,
                PageWords.Plain("calendars.unlocks-in-days-of-volume"),
                PageWords.Plain("calendars.days-of-what-the-pools"),
                [
                    new BarSeries(
                        PageWords.Plain("calendars.unlocks"),
                        Tone.Orange,
                        Positions.On([.. months.Select(one => one.Month)], DaySpan.Month),
                        [.. months.Select(one => (double)(calendar.DaysOfVolume(one.Amount) ?? 0))]
                    ),
                ],
                PageWords.Plain("calendars.amount-of-the-month-what")
            );
    }

    /// <summary>What circulates today, what schedules add to it, and what they still hold; null where nothing unlocks.</summary>
    public static Chart? Supply(UnlockCalendar calendar)
    {
        (DateOnly Month, BigInteger Amount)[] months = Months(calendar);
        if (months.Length == 0)
        {
            return null;
        }

        BigInteger all = months.Aggregate(BigInteger.Zero, (sum, one) => sum + one.Amount);
        List<double> free = [0];
        BigInteger unlocked = BigInteger.Zero;
        foreach ((DateOnly _, BigInteger amount) in months)
        {
            unlocked += amount;
            free.Add(Point(calendar, unlocked));
        }

        DateOnly[] days = [calendar.Market.AsOf.Day, .. months.Select(one => one.Month.AddMonths(1).AddDays(-1))];
        Positions x = Positions.On(days);
        return Frame(
            calendar.Market,
            PageWords.Plain("calendars.the-supply-until-the-last"),
            calendar.Market.Token.Symbol,
            [
                new AreaSeries(
                    PageWords.Plain("calendars.circulates-today"),
                    Tone.Blue,
                    x,
                    [.. days.Select(_ => Point(calendar, calendar.Circulating))]
                ),
                new AreaSeries(PageWords.Plain("calendars.unlocked-from-now-on"), Tone.Orange, x, free),
                new AreaSeries(
                    PageWords.Plain("calendars.still-locked-by-schedules"),
                    Tone.Grey,
                    x,
                    [.. free.Select(one => Point(calendar, all) - one)]
                ),
            ],
            PageWords.Plain("calendars.circulating-supply-of-the-last")
        );
    }

    // A cliff is part of its month's amount.
    private static (DateOnly Month, BigInteger Amount)[] Months(UnlockCalendar calendar) =>
        [
            .. calendar
                .Entries.Where(entry => !entry.IsCliff)
                .GroupBy(entry => entry.Day)
                .OrderBy(month => month.Key)
                .Select(month => (month.Key, month.Aggregate(BigInteger.Zero, (sum, entry) => sum + entry.Amount))),
        ];

    private static double Point(UnlockCalendar calendar, BigInteger amount) =>
        new Amount(amount, calendar.Market.Token).ToChartPoint();

    private static Chart Frame(
        MarketSummary market,
        string title,
        string unit,
        IReadOnlyList<ChartSeries> series,
        string note
    ) =>
        new()
        {
            Title = title,
            Label = market.Label,
            X = new Axis(PageWords.Plain("calendars.date-utc")),
            Y = new Axis(unit, FromZero: true),
            Series = series,
            Note = note,
        };
}
