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

    private static object?[] Row(ForecastRecord record, ScoredBand band) =>
        [
            record.Name,
            record.Hash,
            record.CreatedAt,
            record.IsSelfTest,
            record.Series,
            record.Unit,
            band.Origin,
            band.Day,
            band.P05,
            band.P25,
            band.P50,
            band.P75,
            band.P95,
            band.Observed,
            band.IsCovered,
            band.Crps,
            band.LastValueCrps,
            band.DriftCrps,
            record.EngineVersion,
            record.Seed,
            record.Runs,
            record.ScenarioHash,
            record.DataHash,
        ];
}
