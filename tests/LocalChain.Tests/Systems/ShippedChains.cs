using Souk.Indexer.Manifests;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>Every EVM manifest that ships, indexed at once from local chains that have its chain ids: MODELLED stand-ins at
/// its addresses emit every event that it names. One more chain has the kinds whose addresses no manifest knows.</summary>
public sealed class ShippedChains : IAsyncLifetime
{
    /// <summary>Where every kind of every manifest stands.</summary>
    public const int LocalId = 31337;

    private readonly List<SystemChain> _chains = [];

    internal static IReadOnlyList<Manifest> Manifests { get; } =
    [
        .. Directory
            .GetFiles(IndexedSystems.ShippedFolder, "*.yaml")
            .Order(StringComparer.Ordinal)
            .Select(Manifest.Load)
            .Where(manifest => manifest.Source == ManifestSource.Evm),
    ];

    internal IndexedSystems Indexed { get; } = new();

    /// <summary>Events emitted, by system and chain.</summary>
    internal Dictionary<(string System, int ChainId), int> Emitted { get; } = [];

    public async ValueTask InitializeAsync()
    {
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        IEnumerable<int> chainIds = Manifests
            .SelectMany(manifest => manifest.Deployments)
            .Select(deployment => deployment.ChainId)
            .Append(LocalId)
            .Distinct()
            .Order();
        foreach (int chainId in chainIds)
        {
            SystemChain chain = await SystemChain.StartAsync(chainId);
            _chains.Add(chain);
            Contract original = await chain.DeployAsync(own["ModelledLogs"]);
            foreach (Manifest manifest in Manifests)
            {
                await PlayAsync(chain, manifest, new LogScript(chain, own, manifest.System), original);
            }
        }

        await Indexed.IndexAsync([.. Manifests.Select(manifest => manifest.System)], [.. _chains]);
    }

    public async ValueTask DisposeAsync()
    {
        Indexed.Dispose();
        foreach (SystemChain chain in _chains)
        {
            await chain.DisposeAsync();
        }
    }

    private async Task PlayAsync(SystemChain chain, Manifest manifest, LogScript script, Contract original)
    {
        int chainId = chain.Host.Options.ChainId;
        int count = 0;
        if (chainId == LocalId)
        {
            if (manifest.Deployments.Count > 0)
            {
                chain.NameTokens(manifest.System, manifest.Deployments[0]);
            }

            foreach (ContractKind kind in manifest.Kinds)
            {
                count += await script.EmitAllAsync(kind.Name, await script.AtAsync(kind.Name));
            }
        }
        else if (manifest.DeploymentOn(chainId) is { } deployment)
        {
            chain.NameTokens(manifest.System, deployment);
            foreach (ContractEntry entry in deployment.Contracts)
            {
                Contract standIn = await chain.PlaceAsync(entry.Address, original);
                chain.Name(manifest.System, entry.Kind, standIn);
                count += await script.EmitAllAsync(entry.Kind, standIn);
            }
        }

        if (count > 0)
        {
            Emitted.Add((manifest.System, chainId), count);
        }
    }
}
