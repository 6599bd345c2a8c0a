using System.Collections.Immutable;
using System.Numerics;

namespace Souk.Dashboards.Sections;

/// <summary>How surely everything is complete.</summary>
internal static class QualityPanels
{
    public static readonly ImmutableArray<Panel> All =
    [
        new(
            "data_quality",
            data =>
                $"{data.Number(data.Last, "quarantined"):N0} of {data.Number(data.Last, "logs"):N0} logs are in quarantine, {data.Number(data.Last, "unmatched_legs") + data.Number(data.Last, "unmatched_releases"):N0} legs are unmatched"
        ),
        new(
            "leg_labels",
            data =>
                $"{Sum(data, "unlabelled"):N0} of {Sum(data, "transfers"):N0} transfers have no event that explains them"
        ),
        new("as_of", data => $"Read up to block {data.Number(data.Last, "block_number"):N0}"),
    ];

    private static BigInteger Sum(PanelData data, string column) =>
        data.Rows.Aggregate(BigInteger.Zero, (sum, row) => sum + data.Number(row, column));
}
