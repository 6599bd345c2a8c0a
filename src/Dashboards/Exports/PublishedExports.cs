using System.Globalization;
using Souk.Research.Forecasts;

namespace Souk.Dashboards.Exports;

/// <summary>Published bands and their scores, one row per band.</summary>
public static class PublishedExports
{
    public static ExportTable Table(IEnumerable<ForecastRecord> records) =>
        new(
            [
                "forecast",
                "hash",
                "published_at",
                "is_self_test",
                "series",
                "unit",
                "origin",
                "day",
                "p05",
                "p25",
                "p50",
                "p75",
                "p95",
                "observed",
                "is_covered",
                "crps",
                "last_value_crps",
                "drift_crps",
                "engine_version",
                "seed",
                "runs",
                "scenario_hash",
                "data_hash",
            ],
            [.. records.SelectMany(record => record.Bands.Select(band => Row(record, band)))]
        );

    private static string[] Row(ForecastRecord record, ScoredBand band) =>
        [
            record.Name,
            record.Hash,
            record.CreatedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            record.IsSelfTest ? "true" : "false",
            record.Series,
            record.Unit,
            band.Origin.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            band.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Text(band.P05),
            Text(band.P25),
            Text(band.P50),
            Text(band.P75),
            Text(band.P95),
            Text(band.Observed),
            band.IsCovered switch
            {
                true => "true",
                false => "false",
                null => "",
            },
            Text(band.Crps),
            Text(band.LastValueCrps),
            Text(band.DriftCrps),
            record.EngineVersion,
            record.Seed.ToString(CultureInfo.InvariantCulture),
            record.Runs.ToString(CultureInfo.InvariantCulture),
            record.ScenarioHash,
            record.DataHash,
        ];

    private static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
