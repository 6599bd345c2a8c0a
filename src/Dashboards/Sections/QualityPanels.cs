using System.Collections.Immutable;
using System.Numerics;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Sections;

/// <summary>How surely everything is complete.</summary>
internal static class QualityPanels
{
    public static readonly ImmutableArray<Panel> All =
    [
        new(
            "data_quality",
            data =>
                PageWords.Plain(
                    "sections.of-logs-are-in-quarantine",
                    data.Number(data.Last, "quarantined"),
                    data.Number(data.Last, "logs"),
                    data.Number(data.Last, "unmatched_legs") + data.Number(data.Last, "unmatched_releases")
                )
        ),
        new(
            "leg_labels",
            data =>
                PageWords.Plain("sections.of-transfers-have-no-event", Sum(data, "unlabelled"), Sum(data, "transfers"))
        ),
        new("as_of", data => PageWords.Plain("sections.read-up-to-block", data.Number(data.Last, "block_number"))),
    ];

    private static BigInteger Sum(PanelData data, string column) =>
        data.Rows.Aggregate(BigInteger.Zero, (sum, row) => sum + data.Number(row, column));
}
