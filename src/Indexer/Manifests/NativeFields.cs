using Souk.Indexer.Decoding;
using Souk.Indexer.Natives;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Manifests;

/// <summary>Reads what manifests of other chains than Ethereum's say otherwise: <c>source</c>, <c>network</c>, addresses.
/// </summary>
internal static class NativeFields
{
    private static readonly string[] Sources = ["evm", "file", "substrate"];

    /// <exception cref="ManifestException">No such source.</exception>
    public static ManifestSource SourceOf(Dictionary<string, ManifestNode> fields) =>
        fields.TryGetValue("source", out ManifestNode? source)
            ? source.Word("source", Sources) switch
            {
                "file" => ManifestSource.File,
                "substrate" => ManifestSource.Substrate,
                _ => ManifestSource.Evm,
            }
            : ManifestSource.Evm;

    /// <summary>How a contract's address is read.</summary>
    public static Func<string, Address> AddressOf(ManifestSource source) =>
        source switch
        {
            ManifestSource.Substrate => NativeAddress.ParsePallet,
            _ => Address.Parse,
        };

    /// <exception cref="ManifestException">Missing where a chain needs it, or there where none does.</exception>
    public static string? NetworkOf(ManifestNode item, Dictionary<string, ManifestNode> fields, ManifestSource source)
    {
        bool isNative = source == ManifestSource.Substrate;
        if (!fields.TryGetValue("network", out ManifestNode? network))
        {
            return isNative ? item.Required(fields, "network").Text() : null;
        }

        return isNative
            ? network.Parse(text => Hash32.Parse(text).ToString())
            : throw network.Error("network is for source substrate; chain says it all here.");
    }

    /// <exception cref="ManifestException">What only Ethereum's contracts have.</exception>
    public static void RequireKinds(ManifestNode root, IReadOnlyList<ContractKind> kinds, ManifestSource source)
    {
        if (source is ManifestSource.Evm or ManifestSource.File)
        {
            return;
        }

        foreach (ContractKind kind in kinds)
        {
            if (kind.Values.Count > 0 || kind.Factories.Count > 0)
            {
                throw root.Error($"kind {kind.Name} has values or a factory, which a {source} chain has not.");
            }

            foreach (EventSignature signature in kind.Events)
            {
                if (signature.IndexedCount > 0 || signature.IsAnonymous || signature.Name == UndecodedEvent.Name)
                {
                    throw root.Error(
                        $"event {signature.Name} of kind {kind.Name} is indexed, anonymous or called {UndecodedEvent.Name}, "
                            + $"which an event of a {source} chain cannot be."
                    );
                }
            }
        }
    }
}
