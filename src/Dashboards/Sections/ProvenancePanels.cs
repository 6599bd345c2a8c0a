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
        new("provenance_coverage", Covered),
        new(
            "licences",
            data =>
                $"{Terms(data, _ => true):N0} terms are on record; under {Terms(data, row => data.Number(row, "reused") > 0):N0} of them something was made anew"
        ),
        new(
            "consents",
            data =>
                $"{Sum(data, [.. data.Rows], "sales_without"):N0} of {Sum(data, [.. data.Rows], "sales"):N0} sales of assets that need consent had none standing"
        ),
    ];

    private static string Covered(PanelData data)
    {
        object?[] main = data.Rows.First(row => data.MainSymbol is null || data.Text(row, "symbol") == data.MainSymbol);
        return $"{data.Percent(main, "share_by_value_ppm")} of what was sold has a known origin and a licence ({data.Number(main, "covered_sales"):N0} of {data.Number(main, "sales"):N0} sales)";
    }

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

    // Terms have a row for each token in which they were paid.
    private static int Terms(PanelData data, Func<object?[], bool> counts) =>
        data.Rows.Where(counts).Select(row => data.Text(row, "terms_key")).Distinct().Count();

    private static BigInteger Sum(PanelData data, object?[][] rows, string column) =>
        rows.Aggregate(BigInteger.Zero, (sum, row) => sum + data.Number(row, column));
}
