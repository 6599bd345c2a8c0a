using System.Collections.Immutable;
using System.Numerics;

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
                $"{data.Rows.Select(row => data.Text(row, "asset_key")).Distinct().Count():N0} assets with a known owner or part"
        ),
        new("documents", Documents),
        new("origins", data => $"{data.Rows.Count:N0} assets, each with the log that registered it"),
    ];

    private static string Revenue(PanelData data)
    {
        object?[] first = data.Rows[0];
        string name = data.Text(first, "name");
        return $"{(name.Length > 0 ? name : data.Text(first, "asset_key"))} earned most: {data.Compact(first, "amount")}, {data.Percent(first, "share_ppm")} of all in that token";
    }

    private static string Documents(PanelData data)
    {
        BigInteger all = data.Rows.Aggregate(BigInteger.Zero, (sum, row) => sum + data.Number(row, "documents"));
        BigInteger good = data
            .Rows.Where(row => data.Text(row, "status") == "verified")
            .Aggregate(BigInteger.Zero, (sum, row) => sum + data.Number(row, "documents"));
        return $"{good:N0} of {all:N0} documents have the hash that the chain says";
    }
}
