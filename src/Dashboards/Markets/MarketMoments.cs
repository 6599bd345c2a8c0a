using Souk.Dashboards.Answers;
using Souk.Dashboards.Moments;

namespace Souk.Dashboards.Markets;

/// <summary>Markets as they stood on a day.</summary>
internal static class MarketMoments
{
    /// <summary>The markets that are indexed, each as of the last block of the day.</summary>
    public static async Task<IReadOnlyList<MarketSummary>> ListMarketsAsync(
        this IDashboardData data,
        Moment moment,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<MarketSummary> now = await data.ListMarketsAsync(cancellation);
        return moment.Until is not { } until
            ? now
            : await data.ReadAsync<IReadOnlyList<MarketSummary>>(
                connection => [.. now.Select(market => new MarketReader(connection, market.System, until).Summary())],
                cancellation
            );
    }

    /// <summary>One market as of the last block of the day, or null where no such system is indexed.</summary>
    public static async Task<MarketOverview?> ReadMarketAsync(
        this IDashboardData data,
        string system,
        Moment moment,
        CancellationToken cancellation
    )
    {
        if (moment.Until is not { } until)
        {
            return await data.ReadMarketAsync(system, cancellation);
        }

        IReadOnlyList<MarketSummary> now = await data.ListMarketsAsync(cancellation);
        return now.All(market => market.System != system)
            ? null
            : await data.ReadAsync(connection => new MarketReader(connection, system, until).Overview(), cancellation);
    }
}
