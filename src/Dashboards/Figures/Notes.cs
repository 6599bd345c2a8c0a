using Souk.Dashboards.Answers;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Figures;

/// <summary>The line under a chart: how the number is defined and what it includes.</summary>
public static class Notes
{
    public static string Of(Metric metric, MarketSummary market) =>
        PageWords.Plain(
            market.AsOf.IsBeforeFirst ? "figures.metric-defined-by-before-first" : "figures.metric-defined-by-chain-as",
            metric.Formula.TrimEnd('.'),
            metric.Key,
            metric.Definer,
            metric.Caveats is null ? "" : metric.Caveats.TrimEnd('.') + ". ",
            market.AsOf.ChainId,
            market.AsOf.BlockNumber
        );
}
