using System.Globalization;
using Souk.DuckDb;

namespace Souk.Warehouse.Metrics;

/// <summary>Our own time, beside that of chains: what files had said by then (migration 025).</summary>
internal static class KnowledgeTime
{
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
