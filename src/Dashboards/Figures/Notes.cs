using System.Globalization;
using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Figures;

/// <summary>The line under a chart: how the number is defined and what it includes.</summary>
public static class Notes
{
    public static string Of(Metric metric, MarketSummary market) =>
        $"{metric.Formula.TrimEnd('.')}. Metric {metric.Key}, defined by {metric.Definer}. "
        + (metric.Caveats is null ? "" : metric.Caveats.TrimEnd('.') + ". ")
        + $"Chain {market.AsOf.ChainId}, as of block {market.AsOf.BlockNumber.ToString("N0", CultureInfo.InvariantCulture)}.";
}
