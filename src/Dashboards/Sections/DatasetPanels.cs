using System.Collections.Immutable;
using System.Numerics;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Sections;

/// <summary>Which data and models earn, whose they are, and whether they are what the chain says.</summary>
internal static class DatasetPanels
{
    public static readonly ImmutableArray<Panel> All =
    [
        new("dataset_revenue", Revenue),
        new(
            "ownership",
            data =>
                PageWords.Plain(
                    "sections.assets-with-a-known-owner",
                    data.Rows.Select(row => data.Text(row, "asset_key")).Distinct().Count()
                )
        ),
        new("documents", Documents),
        new("origins", data => PageWords.Plain("sections.assets-each-with-the-log", data.Rows.Count)),
    ];

    private static string Revenue(PanelData data)
    {
        object?[] first = data.Rows.First(data.IsMain);
        string name = data.Text(first, "name");
        return PageWords.Plain(
            "sections.earned-most-of-all-in",
            name.Length > 0 ? name : data.Text(first, "asset_key"),
            data.Compact(first, "amount"),
            data.Percent(first, "share_ppm")
        );
    }

    private static string Documents(PanelData data)
    {
        BigInteger all = data.Rows.Aggregate(BigInteger.Zero, (sum, row) => sum + data.Number(row, "documents"));
        BigInteger good = data
            .Rows.Where(row => data.Text(row, "status") == "verified")
            .Aggregate(BigInteger.Zero, (sum, row) => sum + data.Number(row, "documents"));
        return PageWords.Plain("sections.of-documents-have-the-hash", good, all);
    }
}
