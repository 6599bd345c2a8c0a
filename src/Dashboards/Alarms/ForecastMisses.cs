using Souk.Dashboards.Answers;
using Souk.Dashboards.Concerns;
using Souk.Dashboards.Moments;
using Souk.Dashboards.Trust;
using Souk.Dashboards.Wordings;
using Souk.Research.Forecasts;

namespace Souk.Dashboards.Alarms;

/// <summary>Published bands of a market that did not hold what was measured.</summary>
internal static class ForecastMisses
{
    /// <summary>Of each series of a forecast of the world, the last band that missed, and how all of its bands did.</summary>
    /// <remarks>A forecast of a market that is not indexed stands on the page of forecasts alone.</remarks>
    public static IEnumerable<Alert> Of(IReadOnlyList<ForecastRecord> forecasts, MarketSummary market, Moment at) =>
        forecasts
            .Where(record => !record.IsSelfTest && record.Series.Split('/')[0] == market.System)
            .Select(record =>
                (
                    Record: record,
                    Band: record.Bands.LastOrDefault(band =>
                        band.IsCovered == false && (at.Day is not { } last || band.Day <= last)
                    )
                )
            )
            .Where(miss => miss.Band is not null)
            .Select(miss => Missed(market, miss.Record, miss.Band!));

    private static Alert Missed(MarketSummary market, ForecastRecord record, ScoredBand band) =>
        new(
            market,
            "forecast",
            Severity.Watch,
            PageWords.Plain("alarms.a-published-band-missed"),
            PageWords.Plain(
                "alarms.came-to-on-published-were",
                record.Name,
                record.Series,
                band.Observed,
                record.Unit,
                band.Day,
                record.CreatedAt,
                band.P05,
                band.P95,
                PublishedForecast.Says,
                record.Verdict
            ),
            "/forecasts#misses"
        )
        {
            Badge = Badge.Modelled,
        };
}
