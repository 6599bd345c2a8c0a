using System.Globalization;
using System.Numerics;
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
                    (string[])
                        [Day(row.Day), Text(row.Total), Text(row.Circulating), Text(row.InVesting), Text(row.Staked)]
                ),
            ]
        );

    public static ExportTable Flows(MarketOverview market) =>
        new(
            ["day", "emitted", "burned", "net"],
            [
                .. market.Flows.Rows.Select(row =>
                    (string[])[Day(row.Day), Text(row.Emitted), Text(row.Burned), Text(row.Emitted - row.Burned)]
                ),
            ]
        );

    public static ExportTable Unlocks(MarketOverview market) =>
        new(
            ["month", "bucket", "released", "scheduled"],
            [
                .. market.Unlocks.Rows.Select(row =>
                    (string[])[Day(row.Month), row.Bucket, Text(row.Released), Text(row.Scheduled)]
                ),
            ]
        );

    public static ExportTable Payments(MarketOverview market) =>
        new(
            ["day", "role", "token", "decimals", "legs", "amount"],
            [
                .. market.Payments.Rows.Select(row =>
                    (string[])
                        [
                            Day(row.Day),
                            row.Role,
                            row.Token.Symbol,
                            Text(row.Token.Decimals),
                            Text(row.LegCount),
                            Text(row.Amount),
                        ]
                ),
            ]
        );

    public static ExportTable Contributors(MarketOverview market) =>
        new(
            ["party", "name", "contributions", "token", "decimals", "received"],
            [
                .. market.Contributors.Rows.SelectMany(row =>
                    row.Received.Select(amount =>
                        (string[])
                            [
                                row.Party,
                                row.Name ?? "",
                                Text(row.ContributionCount),
                                amount.Token.Symbol,
                                Text(amount.Token.Decimals),
                                Text(amount.BaseUnits),
                            ]
                    )
                ),
            ]
        );

    private static ExportTable Single(MarketOverview market, Headline headline) =>
        new(
            ["as_of_block", "value"],
            [
                [Text(market.Summary.AsOf.BlockNumber), Text(headline.Value)],
            ]
        );

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(BigInteger? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
