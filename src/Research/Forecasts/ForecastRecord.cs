using System.Globalization;
using System.Text.Json.Serialization;
using Souk.DuckDb;
using Souk.Simulation.Scores;

namespace Souk.Research.Forecasts;

/// <summary>A published band and, once its day is known, how it did.</summary>
/// <param name="Observed">Null before it is known; so are those that follow.</param>
/// <param name="LastValueCrps">Of the baseline that the last value stays.</param>
/// <param name="DriftCrps">Of the baseline that a straight line goes on.</param>
public sealed record ScoredBand(
    DateOnly Origin,
    DateOnly Day,
    double P05,
    double P25,
    double P50,
    double P75,
    double P95,
    double? Observed,
    double? Crps,
    double? LastValueCrps,
    double? DriftCrps,
    bool? IsCovered,
    double? PlaceLow,
    double? PlaceHigh
);

/// <summary>One series of a published forecast, with all of its bands.</summary>
/// <param name="CreatedAt">When it was published, UTC.</param>
public sealed record ForecastRecord(
    string Hash,
    string Name,
    string Title,
    DateTime CreatedAt,
    string EngineVersion,
    string ScenarioHash,
    uint Seed,
    int Runs,
    string DataHash,
    DateOnly DataUntil,
    bool IsSelfTest,
    IReadOnlyList<string> Assumptions,
    string Series,
    string Unit,
    IReadOnlyList<ScoredBand> Bands
)
{
    [JsonIgnore]
    public IReadOnlyList<ScoredBand> Known => [.. Bands.Where(band => band.Observed is not null)];

    /// <summary>How many came within their band, and whether that is as often as the bands say.</summary>
    /// <remarks>Bands of one forecast share their history, so that they are not independent: the interval is too narrow.</remarks>
    public string Verdict
    {
        get
        {
            int known = Known.Count;
            if (known == 0)
            {
                return "nothing of it is known yet";
            }

            int covered = Known.Count(band => band.IsCovered == true);
            BinomialInterval interval = BinomialInterval.Of(covered, known);
            string count = string.Create(
                CultureInfo.InvariantCulture,
                $"{covered} of {known} within the 90 % band (exact 95 % interval {interval.Low:P0} to {interval.High:P0})"
            );
            return interval.High < 0.9 ? $"DOES NOT COVER: {count}"
                : known < Scoreboard.FewestToJudge ? $"{count}: too few to tell"
                : interval.Low > 0.9 ? $"too wide: {count}"
                : $"covers: {count}";
        }
    }

    /// <summary>By the time of publication, the latest first, then by series.</summary>
    public static IReadOnlyList<ForecastRecord> Read(DuckDBConnection connection)
    {
        ILookup<(string, string), ScoredBand> bands = ReadBands(connection)
            .ToLookup(row => (row.Hash, row.Series), row => row.Band);
        return connection.Query(
            """
            -- Which series were forecast by what?
            select
                p.hash, p.name, p.title, p.created_at, p.engine_version, p.scenario_hash, p.seed, p.runs, p.data_hash,
                p.data_until, p.is_self_test, p.assumptions, b.series, min(b.unit)
            from forecast.published p
            join forecast.band b using (hash)
            group by all
            order by p.created_at desc, p.name, b.series
            """,
            row => new ForecastRecord(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                row.GetDateTime(3),
                row.GetString(4),
                row.GetString(5),
                row.GetFieldValue<uint>(6),
                row.GetInt32(7),
                row.GetString(8),
                row.GetFieldValue<DateOnly>(9),
                row.GetBoolean(10),
                row.GetString(11).Split('\n', StringSplitOptions.RemoveEmptyEntries),
                row.GetString(12),
                row.GetString(13),
                [.. bands[(row.GetString(0), row.GetString(12))]]
            )
        );
    }

    private static List<(string Hash, string Series, ScoredBand Band)> ReadBands(DuckDBConnection connection) =>
        connection.Query(
            """
            -- What did each band say, and what came?
            select
                b.hash, b.series, b.origin, b.day, b.p05, b.p25, b.p50, b.p75, b.p95,
                s.observed, s.crps, s.last_value_crps, s.drift_crps, s.is_covered, s.place_low, s.place_high
            from forecast.band b
            left join forecast.score s on s.hash = b.hash and s.series = b.series and s.day = b.day
            order by b.hash, b.series, b.day
            """,
            row =>
                (
                    row.GetString(0),
                    row.GetString(1),
                    new ScoredBand(
                        row.GetFieldValue<DateOnly>(2),
                        row.GetFieldValue<DateOnly>(3),
                        row.GetDouble(4),
                        row.GetDouble(5),
                        row.GetDouble(6),
                        row.GetDouble(7),
                        row.GetDouble(8),
                        Maybe(row, 9),
                        Maybe(row, 10),
                        Maybe(row, 11),
                        Maybe(row, 12),
                        row.IsDBNull(13) ? null : row.GetBoolean(13),
                        Maybe(row, 14),
                        Maybe(row, 15)
                    )
                )
        );

    private static double? Maybe(DuckDBDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetDouble(column);
}
