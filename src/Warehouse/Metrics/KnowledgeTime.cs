using System.Globalization;
using Souk.DuckDb;

namespace Souk.Warehouse.Metrics;

/// <summary>Our own time, beside that of chains: what files had said by then (migration 025).</summary>
public static class KnowledgeTime
{
    /// <summary>A moment in words: 2025-01-31 is the end of that day, 2025-01-31T12:00:00Z itself; UTC.</summary>
    /// <exception cref="FormatException">Neither a date nor a time in UTC; says how to write one.</exception>
    public static DateTime Parse(string text)
    {
        const string Time = "yyyy-MM-dd'T'HH:mm:ss'Z'";
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTime.TryParseExact(text, Time, CultureInfo.InvariantCulture, Utc, out DateTime time))
        {
            return time;
        }

        return DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, Utc, out DateTime day)
            ? EndOf(DateOnly.FromDateTime(day))
            : throw new FormatException(
                $"'{text}' is neither a date nor a time. Write it as 2025-01-31 or 2025-01-31T12:00:00Z."
            );
    }

    /// <summary>A day's last moment; UTC.</summary>
    public static DateTime EndOf(DateOnly day) =>
        day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddDays(1).AddMicroseconds(-1);

    /// <summary>As <see cref="Parse"/> reads it: the end of a day as the day, another moment to the second, floored.</summary>
    public static string Format(DateTime time)
    {
        var day = DateOnly.FromDateTime(time);
        return time == EndOf(day)
            ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>Answers as it was known then; null for what is known now. The connection asks for now again afterwards.
    /// </summary>
    public static T Ask<T>(DuckDBConnection connection, DateTime? knownAt, Func<T> answer)
    {
        if (knownAt is not { } time)
        {
            return answer();
        }

        string text = time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        connection.Execute($"set variable known_at = timestamp '{text}'");
        try
        {
            return answer();
        }
        finally
        {
            connection.Execute("reset variable known_at");
        }
    }
}
