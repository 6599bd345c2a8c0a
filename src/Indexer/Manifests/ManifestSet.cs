namespace Souk.Indexer.Manifests;

/// <summary>The manifests of one run; those of a chain are read together, with one cursor.</summary>
public sealed class ManifestSet
{
    /// <exception cref="ManifestException">Two manifests of one system, or one contract in two of them.</exception>
    public ManifestSet(IReadOnlyList<Manifest> manifests)
    {
        Manifests = [.. manifests.OrderBy(manifest => manifest.System, StringComparer.Ordinal)];
        RequireDistinctSystems();
        Chains =
        [
            .. Manifests
                .SelectMany(manifest => manifest.Deployments)
                .Select(deployment => deployment.ChainId)
                .Distinct()
                .Order()
                .Select(chainId => new ChainManifest(chainId, Manifests)),
        ];
    }

    /// <summary>Ordered by system, so that their order on the command line changes nothing.</summary>
    public IReadOnlyList<Manifest> Manifests { get; }

    /// <summary>Ordered by chain id.</summary>
    public IReadOnlyList<ChainManifest> Chains { get; }

    /// <exception cref="ManifestException">See <see cref="Manifest.Load"/> and the constructor.</exception>
    public static ManifestSet Load(params IReadOnlyList<string> paths) => new([.. paths.Select(Manifest.Load)]);

    private void RequireDistinctSystems()
    {
        foreach (IGrouping<string, Manifest> group in Manifests.GroupBy(manifest => manifest.System))
        {
            if (group.Count() > 1)
            {
                string paths = string.Join(" and ", group.Select(manifest => manifest.Path));
                throw new ManifestException($"System '{group.Key}' is described twice, by {paths}. Index one of them.");
            }
        }
    }
}
