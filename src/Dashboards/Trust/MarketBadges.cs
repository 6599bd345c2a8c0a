using Souk.Dashboards.Answers;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Trust;

/// <summary>What numbers of a market rest on.</summary>
public static class MarketBadges
{
    /// <param name="metric">A metric's key, or a part of one, such as "emissions.burned"; one that no file computes rests on
    /// logs alone.</param>
    public static Badge BadgeOf(this MarketSummary market, string metric) =>
        MetricCatalogue.All.FirstOrDefault(one => one.Key == metric.Split('.')[0]) is { } known
            ? Coverage.Of(market.IsProved, market.Said, known, isByEntity: false)
        : market.IsProved ? Badge.Proved
        : Badge.Indexed;

    /// <summary>Of a number that is made of several metrics: the least sure.</summary>
    public static Badge BadgeOf(this MarketSummary market, IEnumerable<string> metrics) =>
        metrics.Select(market.BadgeOf).Max();

    /// <summary>Of a number of several markets: the least sure.</summary>
    public static Badge BadgeOf(this IEnumerable<MarketSummary> markets, string metric) =>
        markets.Select(market => market.BadgeOf(metric)).DefaultIfEmpty(Badge.Indexed).Max();
}
