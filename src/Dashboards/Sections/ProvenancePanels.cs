using System.Collections.Immutable;
using System.Numerics;

namespace Souk.Dashboards.Sections;

/// <summary>What everything is made of, and whether who made it is paid.</summary>
internal static class ProvenancePanels
{
    public static readonly ImmutableArray<Panel> All =
    [
        new("royalties", Royalties),
        new(
            "model_lineage",
            data =>
                $"{data.Rows.Count(row => data.Text(row, "verdict") == "proven")} of {data.Rows.Count} models have a proven lineage"
        ),
    ];

    private static string Royalties(PanelData data)
    {
        string symbol = data.MainSymbol ?? "";
        object?[][] rows = [.. data.Rows.Where(row => data.Text(row, "symbol") == symbol)];
        BigInteger owed = Sum(data, rows, "owed");
        BigInteger unpaid = Sum(data, rows, "unpaid");
        return owed.IsZero
            ? "No royalty is owed"
            : $"{data.Compact(unpaid, data.UnitOf(rows[0]))} of {data.Compact(owed, data.UnitOf(rows[0]))} owed in royalties are unpaid";
    }

    private static BigInteger Sum(PanelData data, object?[][] rows, string column) =>
        rows.Aggregate(BigInteger.Zero, (sum, row) => sum + data.Number(row, column));
}
