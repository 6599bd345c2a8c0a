using Souk.Dashboards.Records;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Traces;

namespace Souk.Dashboards.Assets;

/// <summary>An asset: its terms, what it is made of and who made that, who was paid, and what is owed.</summary>
/// <param name="Terms">See terms.sql.</param>
/// <param name="Royalties">Rows of the metric "royalties" of the market for assets of this lineage.</param>
/// <param name="Lifecycle">What the chains say of it; null where nothing is stored but its lineage.</param>
public sealed record AssetView(
    string Market,
    Lineage Lineage,
    MetricTable Terms,
    MetricTable Royalties,
    LifecycleTrace? Lifecycle
)
{
    /// <returns>Null where no such asset is stored.</returns>
    public static AssetView? Find(DuckDBConnection connection, string key)
    {
        if (Lineage.Find(connection, key) is not { } lineage)
        {
            return null;
        }

        string market = connection
            .Query(
                """
                select system from market.asset where asset_key = $asset
                union all
                select system from market.attribution where asset_key = $asset
                union all
                select system from market.asset_trait where asset_key = $asset
                union all
                select system from market.provenance where subject = $asset
                order by system
                limit 1
                """,
                row => row.GetString(0),
                ("asset", key)
            )
            .FirstOrDefault("");
        HashSet<string> parts = [.. lineage.Parts.Select(part => part.Asset)];
        MetricTable royalties = MetricCatalogue.Run(connection, "royalties", market);
        return new AssetView(
            market,
            lineage,
            RecordQuery.Run(connection, "terms", ("asset", key)),
            royalties with
            {
                Rows = [.. royalties.Rows.Where(row => parts.Contains(royalties.Value<string>(row, "asset_key")))],
            },
            LifecycleTrace.Find(connection, key)
        );
    }

    public LineagePart Self => Lineage.Parts[0];

    /// <summary>Whether a log registers it; of what none does only what other logs tell is known.</summary>
    public bool IsRegistered => Self.Kind is not null;

    /// <summary>'dataset', 'model' or 'service'; a job is what used something; of others the key's own word.</summary>
    public string Kind =>
        Self.Kind
        ?? (
            Lineage.Edges.Any(edge => edge.Subject == Lineage.Asset) ? "job"
            : Lineage.Asset.Split('/') is [_, var word, _, ..] ? word
            : PageWords.Plain("assets.not-registered")
        );

    public string Name => string.IsNullOrEmpty(Self.Name) ? Lineage.Asset : Self.Name;
}
