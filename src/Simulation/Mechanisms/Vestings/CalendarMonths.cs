namespace Souk.Simulation.Mechanisms.Vestings;

/// <summary>Whole months of the Gregorian calendar in UTC, as vesting tables count them.</summary>
/// <remarks>A month later is the same day and time; where the month is too short, its last day.</remarks>
internal static class CalendarMonths
{
    // 9999-12-31 minus a century, so that adding the longest terms stays a date.
    internal const long UnixSecondsMax = 250_000_000_000;

    public static long Add(long unixSeconds, int months) =>
        (DateTime.UnixEpoch.AddSeconds(unixSeconds).AddMonths(months) - DateTime.UnixEpoch).Ticks
        / TimeSpan.TicksPerSecond;

    /// <summary>How many months after <paramref name="start"/> have passed at a later time, rounded down.</summary>
    public static int WholeBetween(long start, long unixSeconds)
    {
        DateTime from = DateTime.UnixEpoch.AddSeconds(start);
        DateTime to = DateTime.UnixEpoch.AddSeconds(unixSeconds);
        int months = ((to.Year - from.Year) * 12) + to.Month - from.Month;
        return from.AddMonths(months) > to ? months - 1 : months;
    }
}
