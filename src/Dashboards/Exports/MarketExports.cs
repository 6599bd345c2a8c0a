using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Exports;

/// <summary>The rows behind every number of a market's page.</summary>
public static class MarketExports
{
    /// <summary>The metric and its rows, or null where the market has no such metric.</summary>
    public static (Metric Metric, ExportTable Table)? Find(MarketOverview market, string metricKey)
    {
        (Metric Metric, Func<ExportTable> Table)[] all =
        [
            (market.Supply.Metric, () => Supply(market)),
            (market.Flows.Metric, () => Flows(market)),
            (market.Unlocks.Metric, () => Unlocks(market)),
            (market.Payments.Metric, () => Payments(market)),
            (market.Contributors.Metric, () => Contributors(market)),
            .. market.Headlines.Select(headline =>
                (headline.Metric, (Func<ExportTable>)(() => Single(market, headline)))
            ),
        ];
        foreach ((Metric metric, Func<ExportTable> table) in all)
        {
            if (metric.Key == metricKey)
            {
                return (metric, table());
            }
        }

        return null;
    }

    public static ExportTable Supply(MarketOverview market) =>
        new(
            ["day", "total", "circulating", "in_vesting", "staked"],
            [
                .. market.Supply.Rows.Select(row =>
                    (object?[])[row.Day, row.Total, row.Circulating, row.InVesting, row.Staked]
                ),
            ]
        );

    public static ExportTable Flows(MarketOverview market) =>
        new(
            ["day", "emitted", "burned", "net"],
            [
                .. market.Flows.Rows.Select(row =>
                    (object?[])[row.Day, row.Emitted, row.Burned, row.Emitted - row.Burned]
                ),
            ]
        );

    public static ExportTable Unlocks(MarketOverview market) =>
        new(
            ["month", "bucket", "released", "scheduled"],
            [.. market.Unlocks.Rows.Select(row => (object?[])[row.Month, row.Bucket, row.Released, row.Scheduled])]
        );

    public static ExportTable Payments(MarketOverview market) =>
        new(
            ["day", "role", "token", "decimals", "legs", "amount"],
            [
                .. market.Payments.Rows.Select(row =>
                    (object?[])[row.Day, row.Role, row.Token.Symbol, row.Token.Decimals, row.LegCount, row.Amount]
                ),
            ]
        );

    public static ExportTable Contributors(MarketOverview market) =>
        new(
            ["party", "name", "contributions", "token", "decimals", "received"],
            [
                .. market.Contributors.Rows.SelectMany(row =>
                    row.Received.Select(amount =>
                        (object?[])
                            [
                                row.Party,
                                row.Name ?? "",
                                row.ContributionCount,
                                amount.Token.Symbol,
                                amount.Token.Decimals,
                                amount.BaseUnits,
                            ]
                    )
                ),
            ]
        );

    private static ExportTable Single(MarketOverview market, Headline headline) =>
        new(
            ["as_of_block", "value"],
            [
                [market.Summary.AsOf.BlockNumber, headline.Value],
            ]
        );
}
