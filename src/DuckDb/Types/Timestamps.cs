namespace Souk.DuckDb.Types;

/// <summary>Dates and times between .NET's ticks since year 1 and DuckDB's days or fractions of a second since
/// 1970.</summary>
internal static class Timestamps
{
    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <exception cref="ArgumentOutOfRangeException">Infinity, or a year outside 1 to 9999.</exception>
    public static DateOnly ToDate(int days) => DateOnly.FromDayNumber(checked(EpochDay + days));

    public static int ToDays(DateOnly date) => date.DayNumber - EpochDay;

    /// <exception cref="OverflowException">Infinity, or nanoseconds finer than a tick.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A year outside 1 to 9999.</exception>
    public static DateTime ToDateTime(long stored, DuckDBType type, DateTimeKind kind)
    {
        long ticks = checked(
            type switch
            {
                DuckDBType.TimestampSeconds => stored * TimeSpan.TicksPerSecond,
                DuckDBType.TimestampMilliseconds => stored * TimeSpan.TicksPerMillisecond,
                DuckDBType.TimestampNanoseconds when stored % TimeSpan.NanosecondsPerTick != 0 =>
                    throw new OverflowException(),
                DuckDBType.TimestampNanoseconds => stored / TimeSpan.NanosecondsPerTick,
                _ => stored * TimeSpan.TicksPerMicrosecond,
            }
        );
        return new DateTime(checked(DateTime.UnixEpoch.Ticks + ticks), kind);
    }

    /// <summary>In the type's unit; rounds down what is finer.</summary>
    public static long FromDateTime(DateTime time, DuckDBType type)
    {
        long ticks = time.Ticks - DateTime.UnixEpoch.Ticks;
        return type switch
        {
            DuckDBType.TimestampSeconds => FloorDivide(ticks, TimeSpan.TicksPerSecond),
            DuckDBType.TimestampMilliseconds => FloorDivide(ticks, TimeSpan.TicksPerMillisecond),
            DuckDBType.TimestampNanoseconds => checked(ticks * TimeSpan.NanosecondsPerTick),
            _ => FloorDivide(ticks, TimeSpan.TicksPerMicrosecond),
        };
    }

    private static long FloorDivide(long ticks, long unit) =>
        ticks >= 0 || ticks % unit == 0 ? ticks / unit : ticks / unit - 1;
}
