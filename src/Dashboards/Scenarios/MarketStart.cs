using Souk.Dashboards.Answers;
using Souk.Dashboards.Records;
using Souk.DuckDb;
using Souk.Simulation.Scenarios;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Scenarios;

/// <summary>A market to start a scenario from, and what the chain does not show of it, so that a reader supposes it.</summary>
/// <param name="IsPriced">Whether a pool tells a price.</param>
/// <param name="HasOrders">Whether something was bought in the last <see cref="StartBasis.OrderDays"/> days.</param>
public sealed record MarketStart(MarketSummary Market, bool IsPriced, bool HasOrders)
{
    /// <summary>Whether it has a token by then, so that there is something to simulate.</summary>
    public bool CanStart => !Market.AsOf.IsBeforeFirst && Market.TotalSupply > 0;

    /// <param name="until">Later blocks do not count, UTC; null counts all.</param>
    public static IReadOnlyList<MarketStart> Read(
        DuckDBConnection connection,
        IReadOnlyList<MarketSummary> markets,
        DateTime? until
    )
    {
        MetricTable starts = RecordQuery.Run(
            connection,
            "starts",
            ("as_of", until ?? DateTime.MaxValue.Date),
            ("days", StartBasis.OrderDays)
        );
        return
        [
            .. markets.Select(market =>
                starts.Rows.FirstOrDefault(row => starts.Value<string>(row, "system") == market.System) is { } row
                    ? new MarketStart(
                        market,
                        starts.Value<bool>(row, "is_priced"),
                        starts.Value<bool>(row, "has_orders")
                    )
                    : new MarketStart(market, IsPriced: false, HasOrders: false)
            ),
        ];
    }
}
