using System.Text.Json;
using Souk.DuckDb;
using Souk.Simulation.Backtests;
using Souk.Simulation.Scores;

namespace Souk.Research.Forecasts;

/// <summary>Compares published forecasts with what came.</summary>
public static class ForecastScoring
{
    /// <summary>Scores every band whose day is known by now, and replaces the scores that there were.</summary>
    /// <param name="now">Our time, UTC.</param>
    /// <returns>Scores that there are now.</returns>
    /// <remarks>A score follows from forecast and observation: one that a source revised is scored anew. Costs one read of each
    /// series that was forecast; without a forecast, one count.</remarks>
    public static int Run(DuckDBConnection connection, DateTime now)
    {
        List<Published> bands = Read(connection);
        if (bands.Count == 0)
        {
            return 0;
        }

        Dictionary<string, ObservedValues> observed = bands
            .Select(band => band.Series)
            .Distinct()
            .ToDictionary(series => series, series => ObservedValues.Read(connection, series));
        using DuckDBTransaction write = connection.BeginTransaction();
        connection.Execute("delete from forecast.score");
        int count = 0;
        foreach (Published band in bands)
        {
            ObservedValues values = observed[band.Series];
            if (values.Series.At(band.Day.DayNumber) is { } came)
            {
                Insert(connection, band, Score(band, came, values.Series), values.Source, now);
                count++;
            }
        }

        write.Commit();
        return count;
    }

    private static ScoredForecast Score(Published band, double came, ObservedSeries series)
    {
        int ahead = band.Day.DayNumber - band.Origin.DayNumber;
        bool isEven = ahead % series.Spacing == 0;
        return ScoredForecast.Of(
            (band.Series, band.Origin, band.Day),
            came,
            band.Futures,
            isEven ? series.Until(band.Origin.DayNumber) : [],
            Math.Max(1, ahead / series.Spacing)
        );
    }

    private static List<Published> Read(DuckDBConnection connection) =>
        connection.Query(
            "select hash, series, origin, day, futures from forecast.band order by hash, series, day",
            row => new Published(
                row.GetString(0),
                row.GetString(1),
                row.GetFieldValue<DateOnly>(2),
                row.GetFieldValue<DateOnly>(3),
                JsonSerializer.Deserialize<double[]>(row.GetString(4))!
            )
        );

    private static void Insert(
        DuckDBConnection connection,
        Published band,
        ScoredForecast score,
        string source,
        DateTime now
    ) =>
        connection.Execute(
            """
            insert into forecast.score values
            ($hash, $series, $day, $observed, $source, $crps, $last, $drift, $low, $high, $covered, $now)
            """,
            ("hash", band.Hash),
            ("series", band.Series),
            ("day", band.Day),
            ("observed", score.Observed),
            ("source", source),
            ("crps", score.Crps),
            ("last", score.LastValue),
            ("drift", score.Drift),
            ("low", score.Place.Low),
            ("high", score.Place.High),
            ("covered", score.IsCovered),
            ("now", now)
        );

    private sealed record Published(string Hash, string Series, DateOnly Origin, DateOnly Day, double[] Futures);
}
