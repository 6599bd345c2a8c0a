using Souk.Warehouse.Values;

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

    /// <summary>The same with first blocks of contracts that say <c>from_block: find</c>.</summary>
    /// <param name="startOf">Takes chain id and address; null leaves the contract as it is.</param>
    internal ManifestSet WithStarts(Func<int, Address, long?> startOf)
    {
        return Chains.Any(chain => chain.IsSought) ? new([.. Manifests.Select(OfManifest)]) : this;

        Manifest OfManifest(Manifest manifest) =>
            manifest with
            {
                Deployments = [.. manifest.Deployments.Select(OfDeployment)],
            };

        Deployment OfDeployment(Deployment place) =>
            place with
            {
                Contracts = [.. place.Contracts.Select(entry => OfContract(place.ChainId, entry))],
            };

        ContractEntry OfContract(int chainId, ContractEntry entry) =>
            entry.IsSought && startOf(chainId, entry.Address) is { } start
                ? entry with
                {
                    FromBlock = start,
                    IsSought = false,
                }
                : entry;
    }

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
