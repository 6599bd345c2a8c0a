using System.Globalization;
using Souk.DuckDb;
using Souk.Research.Forecasts;

namespace Souk.Cli.Operations;

/// <summary>Scores published forecasts in the wake of an indexer that follows its chains: once a chain has a block of another
/// day than when it was last looked at.</summary>
/// <param name="problems">Told why forecasts could not be scored; indexing goes on.</param>
internal sealed class ForecastWake(DuckDBConnection connection, TimeProvider time, TextWriter problems)
{
    private readonly Dictionary<int, DateOnly> _days = [];

    /// <summary>To be called while nothing else uses the connection.</summary>
    /// <param name="chainId">Of which blocks were stored.</param>
    /// <returns>Whether forecasts were scored.</returns>
    /// <exception cref="DuckDBException">The disk is full.</exception>
    public bool Look(int chainId)
    {
        DateOnly? day = connection
            .Query(
                """
                -- What is the day of the last block of a chain?
                select max(time)::date from chain.block where chain_id = $chain
                """,
                row => row.IsDBNull(0) ? (DateOnly?)null : row.GetFieldValue<DateOnly>(0),
                ("chain", chainId)
            )
            .Single();
        if (day is null || (_days.TryGetValue(chainId, out DateOnly before) && before == day))
        {
            return false;
        }

        _days[chainId] = day.Value;
        return Score(day.Value);
    }

    private bool Score(DateOnly day)
    {
        try
        {
            ForecastScoring.Run(connection, time.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (Exception problem) when (problem is not DuckDBException { IsDiskFull: true })
        {
            problems.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"souk: forecasts are not scored as of {day:yyyy-MM-dd}: {problem.Message}"
                )
            );
            return false;
        }
    }
}
