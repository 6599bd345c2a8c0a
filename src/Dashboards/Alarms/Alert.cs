using Souk.Dashboards.Answers;
using Souk.Dashboards.Concerns;

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
);
