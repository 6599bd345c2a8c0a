using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Api;

/// <summary>Answers to questions about things that are not here; each names what is.</summary>
internal static class Unknown
{
    public static async Task<IResult> System(string system, IDashboardData data, CancellationToken cancellation)
    {
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(cancellation);
        string known = string.Join(", ", markets.Select(market => market.System));
        return NotFound($"No market \"{system}\" is indexed. Indexed: {(known.Length == 0 ? "none" : known)}.");
    }

    public static IResult Metric(string metric, MarketOverview market)
    {
        IEnumerable<Metric> metrics =
        [
            market.Supply.Metric,
            market.Flows.Metric,
            market.Unlocks.Metric,
            market.Payments.Metric,
            market.Contributors.Metric,
            .. market.Headlines.Select(headline => headline.Metric),
        ];
        return Metric(metric, metrics.Select(known => known.Key).Distinct());
    }

    public static IResult Metric(string metric, IEnumerable<string> known) =>
        NotFound($"No metric \"{metric}\" is here. Known: {string.Join(", ", known)}.");

    private static IResult NotFound(string message) => JsonAnswer.Refuse(message, StatusCodes.Status404NotFound);
}
