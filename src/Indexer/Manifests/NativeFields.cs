using Souk.Indexer.Decoding;
using Souk.Indexer.Natives;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Manifests;

/// <summary>Reads what manifests of other chains than Ethereum's say otherwise: <c>source</c>, <c>network</c>, <c>denom</c>,
/// addresses.</summary>
internal static class NativeFields
{
    private static readonly string[] Sources = ["evm", "file", "substrate", "cosmos"];

    /// <summary>What attributes, which are text, can be read as.</summary>
    private static readonly AbiKind[] TextKinds =
    [
        AbiKind.Address,
        AbiKind.Unsigned,
        AbiKind.Signed,
        AbiKind.Bool,
        AbiKind.String,
        AbiKind.Bytes,
    ];

    /// <summary>Whether a chain of another kind than Ethereum's is read.</summary>
    public static bool IsNative(ManifestSource source) => source is ManifestSource.Substrate or ManifestSource.Cosmos;

    /// <exception cref="ManifestException">No such source.</exception>
    public static ManifestSource SourceOf(Dictionary<string, ManifestNode> fields) =>
        fields.TryGetValue("source", out ManifestNode? source)
            ? source.Word("source", Sources) switch
            {
                "file" => ManifestSource.File,
                "substrate" => ManifestSource.Substrate,
                "cosmos" => ManifestSource.Cosmos,
                _ => ManifestSource.Evm,
            }
            : ManifestSource.Evm;

    /// <summary>How a contract's address is read.</summary>
    public static Func<string, Address> AddressOf(ManifestSource source) =>
        source switch
        {
            ManifestSource.Substrate => NativeAddress.ParsePallet,
            ManifestSource.Cosmos => NativeAddress.ParseOrigin,
            _ => Address.Parse,
        };

    /// <summary>How a token's address is read.</summary>
    public static Func<string, Address> TokenAddressOf(ManifestSource source) =>
        source == ManifestSource.Cosmos ? NativeAddress.ParseOrigin : Address.Parse;

    /// <exception cref="ManifestException">Missing where a chain's own coin needs it, or there where no chain has one.
    /// </exception>
    public static string? DenomOf(
        ManifestNode token,
        Dictionary<string, ManifestNode> fields,
        ManifestSource source,
        bool isNative
    )
    {
        if (!fields.TryGetValue("denom", out ManifestNode? denom))
        {
            return source == ManifestSource.Cosmos && isNative ? token.Required(fields, "denom").Text() : null;
        }

        return source == ManifestSource.Cosmos && !fields.ContainsKey("address")
            ? denom.Text()
            : throw denom.Error("denom is for source cosmos, and for tokens without an address.");
    }

    /// <exception cref="ManifestException">Missing where a chain needs it, or there where none does.</exception>
    public static string? NetworkOf(ManifestNode item, Dictionary<string, ManifestNode> fields, ManifestSource source)
    {
        if (!fields.TryGetValue("network", out ManifestNode? network))
        {
            return IsNative(source) ? item.Required(fields, "network").Text() : null;
        }

        return source switch
        {
            ManifestSource.Substrate => network.Parse(text => Hash32.Parse(text).ToString()),
            ManifestSource.Cosmos => network.Text(),
            _ => throw network.Error("network is for source substrate or cosmos; chain says it all here."),
        };
    }

    /// <exception cref="ManifestException">What only Ethereum's contracts have.</exception>
    public static void RequireKinds(ManifestNode root, IReadOnlyList<ContractKind> kinds, ManifestSource source)
    {
        if (!IsNative(source))
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
                RequireEvent(root, kind, signature, source);
            }
        }
    }

    private static void RequireEvent(
        ManifestNode root,
        ContractKind kind,
        EventSignature signature,
        ManifestSource source
    )
    {
        if (signature.IndexedCount > 0 || signature.IsAnonymous || signature.Name == UndecodedEvent.Name)
        {
            throw root.Error(
                $"event {signature.Name} of kind {kind.Name} is indexed, anonymous or called {UndecodedEvent.Name}, "
                    + $"which an event of a {source} chain cannot be."
            );
        }

        AbiParameter? odd =
            source == ManifestSource.Cosmos
                ? signature.Parameters.FirstOrDefault(parameter =>
                    parameter.Name.Length == 0 || !TextKinds.Contains(parameter.Type.Kind)
                )
                : null;
        if (odd is not null)
        {
            throw root.Error(
                $"event {signature.Name} of kind {kind.Name}: '{odd.FullText}' needs a name and a type that text can be read "
                    + "as: address, uintN, intN, bool, string or bytes."
            );
        }
    }
}
