using Souk.Indexer.Manifests;

namespace Souk.Indexer.Tests.Manifests;

/// <summary>Manifests and what they name, in a folder that goes away.</summary>
internal sealed class ManifestFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    /// <summary>Loads a manifest of one system from its contract kinds and deployments.</summary>
    public Manifest Load(string contracts, string deployments = "deployments: []", string more = "")
    {
        Write("bazaar.yaml", $"system: bazaar\ntitle: Bazaar\n{more}\ncontracts:\n{contracts}\n{deployments}\n");
        return Manifest.Load(Path.Combine(_folder, "bazaar.yaml"));
    }
}
