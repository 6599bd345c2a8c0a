using Souk.Dashboards.Answers;
using Souk.Dashboards.Concerns;
using Souk.Dashboards.Trust;

namespace Souk.Dashboards.Alarms;

/// <summary>Something of a market that a reader should look at now.</summary>
/// <param name="Kind">unlock, burn_rate, concentration, coverage, reorg, forecast or concern.</param>
/// <param name="Sentence">With its numbers and its threshold.</param>
/// <param name="Link">The page that shows it.</param>
public sealed record Alert(
    MarketSummary Market,
    string Kind,
    Severity Severity,
    string Title,
    string Sentence,
    string Link
)
{
    /// <summary>The metric whose rows show it; null where no metric does, and then the link's page is the evidence.</summary>
    public string? MetricKey { get; init; }

    /// <summary>What its numbers rest on; without a metric and unless said otherwise, on logs as endpoints gave them.</summary>
    public Badge Badge
    {
        get => field is Badge.Indexed && MetricKey is { } key ? Market.BadgeOf(key) : field;
        init;
    } = Badge.Indexed;
}
