using Souk.Indexer.Mapping;

namespace Souk.Indexer.Manifests;

/// <summary>What to read of one system: its kinds of contracts, where they are deployed, and how their events become
/// market facts.</summary>
/// <param name="Path">The file it came from.</param>
/// <param name="System">Key in tables; lower-case words joined by underscores.</param>
/// <param name="Token">Symbol of the market's own token, if it has one.</param>
/// <param name="Label">Shown with every figure, such as "Synthetic demo".</param>
/// <param name="Mappings">Run in this order for each range.</param>
/// <param name="Documents">Where documents may be fetched from.</param>
public sealed record Manifest(
    string Path,
    string System,
    string Title,
    string? Token,
    string? Label,
    IReadOnlyList<ContractKind> Kinds,
    IReadOnlyList<MappingFile> Mappings,
    IReadOnlyList<Deployment> Deployments,
    DocumentRules Documents
)
{
    /// <summary>Where events come from.</summary>
    public ManifestSource Source { get; init; } = ManifestSource.Evm;

    /// <summary>Reads a manifest, the one it extends, and its mapping files.</summary>
    /// <exception cref="ManifestException">Missing, unreadable or wrong; names file, line and column.</exception>
    public static Manifest Load(string path) => ManifestReader.Read(path);

    /// <summary>Where the system lives on a chain; null where it does not.</summary>
    public Deployment? DeploymentOn(int chainId) =>
        Deployments.FirstOrDefault(deployment => deployment.ChainId == chainId);

    /// <exception cref="KeyNotFoundException">No such kind; a loaded manifest names none.</exception>
    public ContractKind KindOf(string name) =>
        Kinds.FirstOrDefault(kind => kind.Name == name)
        ?? throw new KeyNotFoundException($"Manifest of '{System}' has no contract kind '{name}'.");
}
