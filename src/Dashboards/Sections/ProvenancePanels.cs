using System.Collections.Immutable;
using System.Numerics;
using Souk.Dashboards.Wordings;

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
                PageWords.Plain(
                    "sections.of-models-have-a-proven",
                    data.Rows.Count(row => data.Text(row, "verdict") == "proven"),
                    data.Rows.Count
                )
        ),
        new("provenance_coverage", Covered),
        new(
            "licences",
            data =>
                PageWords.Plain(
                    "sections.terms-are-on-record-under",
                    Terms(data, _ => true),
                    Terms(data, row => data.Number(row, "reused") > 0)
                )
        ),
        new(
            "consents",
            data =>
                PageWords.Plain(
                    "sections.of-sales-of-assets-that",
                    Sum(data, [.. data.Rows], "sales_without"),
                    Sum(data, [.. data.Rows], "sales")
                )
        ),
    ];

    private static string Covered(PanelData data)
    {
        object?[] main = data.Rows.First(data.IsMain);
        return PageWords.Plain(
            "sections.of-what-was-sold-has",
            data.Percent(main, "share_by_value_ppm"),
            data.Number(main, "covered_sales"),
            data.Number(main, "sales"),
            data.Text(main, "symbol")
        );
    }

    private static string Royalties(PanelData data)
    {
        string symbol = data.MainSymbol ?? "";
        object?[][] rows = [.. data.Rows.Where(row => data.Text(row, "symbol") == symbol)];
        BigInteger owed = Sum(data, rows, "owed");
        BigInteger unpaid = Sum(data, rows, "unpaid");
        return owed.IsZero
            ? PageWords.Plain("sections.no-royalty-is-owed")
            : PageWords.Plain(
                "sections.of-owed-in-royalties-are",
                data.Compact(unpaid, data.UnitOf(rows[0])),
                data.Compact(owed, data.UnitOf(rows[0]))
            );
    }

    // Terms have a row for each token in which they were paid.
    private static int Terms(PanelData data, Func<object?[], bool> counts) =>
        data.Rows.Where(counts).Select(row => data.Text(row, "terms_key")).Distinct().Count();

    private static BigInteger Sum(PanelData data, object?[][] rows, string column) =>
        rows.Aggregate(BigInteger.Zero, (sum, row) => sum + data.Number(row, column));
}
