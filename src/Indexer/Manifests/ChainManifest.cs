using Souk.Warehouse.Values;

namespace Souk.Indexer.Manifests;

/// <summary>All that is read on one chain, over all systems.</summary>
public sealed class ChainManifest
{
    /// <exception cref="ManifestException">One contract address in two manifests, or only some of them call the chain a
    /// development chain.</exception>
    public ChainManifest(int chainId, IReadOnlyList<Manifest> manifests)
    {
        ChainId = chainId;
        Manifests = [.. manifests.Where(IsDeployed)];
        Contracts = [.. Manifests.SelectMany(ContractsOf)];
        RequireDistinctAddresses();
        RequireOneNature();
    }

    public int ChainId { get; }

    /// <summary>Those with a deployment on this chain, ordered by system.</summary>
    public IReadOnlyList<Manifest> Manifests { get; }

    public IReadOnlyList<ChainContract> Contracts { get; }

    /// <summary>Whether the first block of some contract is yet to be asked for.</summary>
    public bool IsSought => Contracts.Any(contract => contract.IsSought);

    /// <summary>What nodes call the chain; empty where its id says it all.</summary>
    public string Network =>
        Manifests.SelectMany(DeploymentsOf).Select(deployment => deployment.Network).FirstOrDefault() ?? "";

    /// <summary>Whether all that happens there is made up.</summary>
    public bool IsDevelopment => Manifests.SelectMany(DeploymentsOf).Any(deployment => deployment.IsDevelopment);

    /// <summary>The deepest finality that a deployment asks for; null where none does.</summary>
    public int? FinalityBlocks => Manifests.SelectMany(DeploymentsOf).Max(deployment => deployment.FinalityBlocks);

    public IEnumerable<(Manifest Manifest, TokenEntry Token)> Tokens =>
        Manifests.SelectMany(manifest =>
            DeploymentsOf(manifest).SelectMany(deployment => deployment.Tokens).Select(token => (manifest, token))
        );

    private bool IsDeployed(Manifest manifest) => DeploymentsOf(manifest).Any();

    private IEnumerable<Deployment> DeploymentsOf(Manifest manifest) =>
        manifest.Deployments.Where(deployment => deployment.ChainId == ChainId);

    private IEnumerable<ChainContract> ContractsOf(Manifest manifest) =>
        from deployment in DeploymentsOf(manifest)
        from entry in deployment.Contracts
        select new ChainContract(
            manifest.System,
            manifest.KindOf(entry.Kind),
            entry.Name,
            entry.Address,
            entry.FromBlock,
            DiscoveredBlock: null
        )
        {
            Origin = entry.Origin,
            IsSought = entry.IsSought,
        };

    private void RequireOneNature()
    {
        Manifest? real = Manifests.FirstOrDefault(manifest =>
            !DeploymentsOf(manifest).Any(place => place.IsDevelopment)
        );
        if (IsDevelopment && real is not null)
        {
            throw new ManifestException(
                $"Chain {ChainId} is a development chain in one manifest and not in {real.Path}. Say 'development: true' in all "
                    + "that name it, or in none."
            );
        }
    }

    private void RequireDistinctAddresses()
    {
        foreach (IGrouping<Address, ChainContract> group in Contracts.GroupBy(contract => contract.Address))
        {
            if (group.Count() > 1)
            {
                string owners = string.Join(" and ", group.Select(contract => $"{contract.System} ({contract.Name})"));
                throw new ManifestException(
                    $"Contract {group.Key} on chain {ChainId} belongs to {owners}. "
                        + "An address belongs to one manifest: remove it from the others."
                );
            }
        }
    }
}

/// <summary>A contract that is read, from its first block on.</summary>
/// <param name="DiscoveredBlock">Block of the factory's event; null if a manifest names the contract.</param>
public sealed record ChainContract(
    string System,
    ContractKind Kind,
    string Name,
    Address Address,
    long FromBlock,
    long? DiscoveredBlock
)
{
    /// <summary>As <see cref="ContractEntry.Origin"/>; empty where contracts are known by address.</summary>
    public string Origin { get; init; } = "";

    /// <summary>As <see cref="ContractEntry.IsSought"/>.</summary>
    public bool IsSought { get; init; }

    /// <summary>Whether a log of this contract is stored: from its first block on, and if its kind keeps the event.
    /// </summary>
    public bool Keeps(long block, ReadOnlySpan<Hash32> topics) => block >= FromBlock && Kind.Keeps(topics);
}
