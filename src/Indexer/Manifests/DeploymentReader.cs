using Souk.Warehouse.Values;

namespace Souk.Indexer.Manifests;

/// <summary>Reads <c>deployments</c>: tokens and contracts per chain.</summary>
internal static class DeploymentReader
{
    private static readonly string[] TokenKinds = ["erc20", "native"];

    /// <exception cref="ManifestException">Anything wrong in it.</exception>
    public static IReadOnlyList<Deployment> Read(ManifestNode deployments, IReadOnlyList<ContractKind> kinds)
    {
        List<Deployment> read = [];
        foreach (ManifestNode item in deployments.Items("deployment"))
        {
            Dictionary<string, ManifestNode> fields = item.Fields("chain", "tokens", "contracts");
            ManifestNode chain = item.Required(fields, "chain");
            int chainId = (int)chain.Integer(1, int.MaxValue);
            if (read.Any(other => other.ChainId == chainId))
            {
                throw chain.Error($"chain {chainId} has two deployments; join them.");
            }

            read.Add(
                new Deployment(
                    chainId,
                    fields.TryGetValue("tokens", out ManifestNode? tokens)
                        ? [.. tokens.Items("token").Select(ReadToken)]
                        : [],
                    ReadContracts(item.Required(fields, "contracts"), [.. kinds.Select(kind => kind.Name)])
                )
            );
        }

        return read;
    }

    private static TokenEntry ReadToken(ManifestNode token)
    {
        Dictionary<string, ManifestNode> fields = token.Fields("symbol", "decimals", "address", "kind");
        string kind = token.Required(fields, "kind").Word("token kind", TokenKinds);
        bool hasAddress = fields.TryGetValue("address", out ManifestNode? address);
        if (kind == "erc20" && !hasAddress)
        {
            throw token.Error("token lacks the field 'address'.");
        }

        return new TokenEntry(
            token.Required(fields, "symbol").Text(),
            (byte)token.Required(fields, "decimals").Integer(0, byte.MaxValue),
            hasAddress ? address!.Parse(Address.Parse) : default,
            kind
        );
    }

    private static List<ContractEntry> ReadContracts(ManifestNode contracts, IReadOnlyCollection<string> kinds)
    {
        List<ContractEntry> read = [];
        foreach (ManifestNode item in contracts.Items("contract"))
        {
            Dictionary<string, ManifestNode> fields = item.Fields("kind", "name", "address", "from_block");
            ManifestNode addressNode = item.Required(fields, "address");
            var entry = new ContractEntry(
                item.Required(fields, "kind").Word("contract kind", kinds),
                item.Required(fields, "name").Text(),
                addressNode.Parse(Address.Parse),
                item.Required(fields, "from_block").Integer(0, long.MaxValue)
            );
            if (read.FirstOrDefault(other => other.Address == entry.Address) is { } twin)
            {
                throw addressNode.Error($"address {entry.Address} is listed twice, as {twin.Name} and {entry.Name}.");
            }

            read.Add(entry);
        }

        return read;
    }
}
