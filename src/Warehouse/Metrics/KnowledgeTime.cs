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
            ? day.AddDays(1).AddMicroseconds(-1)
            : throw new FormatException(
                $"'{text}' is neither a date nor a time. Write it as 2025-01-31 or 2025-01-31T12:00:00Z."
            );
    }

    /// <summary>Answers as it was known then; null for what is known now. The connection asks for now again afterwards.
    /// </summary>
    internal static T Ask<T>(DuckDBConnection connection, DateTime? knownAt, Func<T> answer)
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
