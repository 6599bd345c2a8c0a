using System.Globalization;
using System.Text.Json;
using Souk.DuckDb;
using Souk.Simulation.Metrics;

namespace Souk.Research.Forecasts;

/// <summary>Published forecasts in a warehouse: copies of their files, which pages show.</summary>
public static class ForecastShelf
{
    /// <summary>Takes a forecast in; one that is there already stays.</summary>
    /// <returns>Whether it was new.</returns>
    /// <exception cref="ForecastException">Another forecast of that name was published before.</exception>
    public static bool Load(DuckDBConnection connection, PublishedForecast forecast)
    {
        string hash = ForecastFile.HashOf(forecast);
        string? known = connection
            .Query(
                "select hash from forecast.published where name = $name",
                row => row.GetString(0),
                ("name", forecast.Name)
            )
            .FirstOrDefault();
        if (known is not null)
        {
            return known == hash
                ? false
                : throw new ForecastException(
                    $"Forecast '{forecast.Name}' was published before with the hash {known}; this one has {hash}. What was published does not change: give the new one another name."
                );
        }

        using DuckDBTransaction write = connection.BeginTransaction();
        connection.Execute(
            """
            insert into forecast.published values
            ($hash, $name, $title, $created, $engine, $scenario, $seed, $runs, $data, $until, $self, $assumptions, $document)
            """,
            ("hash", hash),
            ("name", forecast.Name),
            ("title", forecast.Title),
            ("created", forecast.CreatedAt),
            ("engine", forecast.EngineVersion),
            ("scenario", forecast.ScenarioHash),
            ("seed", forecast.Seed),
            ("runs", forecast.Runs),
            ("data", forecast.DataHash),
            ("until", forecast.DataUntil),
            ("self", forecast.IsSelfTest),
            ("assumptions", string.Join('\n', forecast.Assumptions)),
            ("document", ForecastFile.TextOf(forecast))
        );
        foreach (PublishedBand band in forecast.Bands)
        {
            Insert(connection, hash, band);
        }

        write.Commit();
        return true;
    }

    private static void Insert(DuckDBConnection connection, string hash, PublishedBand band)
    {
        double[] futures = [.. band.Futures];
        connection.Execute(
            """
            insert into forecast.band values
            ($hash, $series, $metric, $unit, $origin, $day, $p05, $p25, $p50, $p75, $p95, $futures)
            """,
            [
                ("hash", hash),
                ("series", band.Series),
                ("metric", band.Metric),
                ("unit", band.Unit),
                ("origin", band.Origin),
                ("day", band.Day),
                .. Quantile.Reported.Select(share =>
                    (
                        string.Create(CultureInfo.InvariantCulture, $"p{share * 100:00}"),
                        (object?)Quantile.OfSorted(futures, share)
                    )
                ),
                ("futures", JsonSerializer.Serialize(futures)),
            ]
        );
    }
}
