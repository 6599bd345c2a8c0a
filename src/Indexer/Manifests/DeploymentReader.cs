using Souk.Indexer.Natives;

namespace Souk.Indexer.Manifests;

/// <summary>Reads <c>deployments</c>: tokens and contracts per chain.</summary>
internal static class DeploymentReader
{
    /// <summary>Chain ids are stored as 32-bit integers. EIP-2294 would allow more; no known chain needs it.</summary>
    private const int ChainIdMax = int.MaxValue;

    /// <summary>More would keep every block of most chains unsettled for days.</summary>
    private const int FinalityBlocksMax = 100_000;

    /// <summary>In place of a first block: a node tells it.</summary>
    private const string Find = "find";

    private static readonly string[] TokenKinds = ["erc20", "native"];

    /// <exception cref="ManifestException">Anything wrong in it.</exception>
    public static IReadOnlyList<Deployment> Read(
        ManifestNode deployments,
        IReadOnlyList<ContractKind> kinds,
        ManifestSource source = ManifestSource.Evm
    )
    {
        List<Deployment> read = [];
        foreach (ManifestNode item in deployments.Items("deployment"))
        {
            Deployment deployment = ReadDeployment(item, kinds, source);
            if (read.Any(other => other.ChainId == deployment.ChainId))
            {
                throw item.Error($"chain {deployment.ChainId} has two deployments; join them.");
            }

            read.Add(deployment);
        }

        return read;
    }

    private static Deployment ReadDeployment(
        ManifestNode item,
        IReadOnlyList<ContractKind> kinds,
        ManifestSource source
    )
    {
        Dictionary<string, ManifestNode> fields = item.Fields(ManifestFields.Deployment);
        ManifestNode? from = fields.GetValueOrDefault("from_block");
        return new Deployment(
            ReadChain(item.Required(fields, "chain")),
            fields.TryGetValue("tokens", out ManifestNode? tokens)
                ? [.. tokens.Items("token").Select(token => ReadToken(token, source))]
                : [],
            ReadContracts(item.Required(fields, "contracts"), kinds, from, source),
            fields.TryGetValue("finality", out ManifestNode? finality)
                ? (int)finality.Integer(0, FinalityBlocksMax)
                : null
        )
        {
            Network = NativeFields.NetworkOf(item, fields, source),
            IsDevelopment = fields.TryGetValue("development", out ManifestNode? development) && development.Flag(),
        };
    }

    private static int ReadChain(ManifestNode chain)
    {
        long chainId = chain.Integer(1, long.MaxValue);
        return chainId <= ChainIdMax
            ? (int)chainId
            : throw chain.Error($"chain {chainId} is beyond {ChainIdMax}, the largest chain id that is supported.");
    }

    private static TokenEntry ReadToken(ManifestNode token, ManifestSource source)
    {
        Dictionary<string, ManifestNode> fields = token.Fields(ManifestFields.Token);
        string kind = token.Required(fields, "kind").Word("token kind", TokenKinds);
        bool hasAddress = fields.TryGetValue("address", out ManifestNode? address);
        string? denom = NativeFields.DenomOf(token, fields, source, isNative: kind == "native");
        if (kind == "erc20" && !hasAddress && denom is null)
        {
            throw token.Error("token lacks the field 'address'.");
        }

        return new TokenEntry(
            token.Required(fields, "symbol").Text(),
            (byte)token.Required(fields, "decimals").Integer(0, byte.MaxValue),
            hasAddress ? address!.Parse(NativeFields.TokenAddressOf(source))
                : denom is null || kind == "native" ? default
                : NativeAddress.OfText(NativeAddress.NameOfDenom(denom)),
            kind
        )
        {
            Denom = denom,
        };
    }

    private static List<ContractEntry> ReadContracts(
        ManifestNode contracts,
        IReadOnlyList<ContractKind> kinds,
        ManifestNode? from,
        ManifestSource source
    )
    {
        List<ContractEntry> read = [];
        foreach (ManifestNode item in contracts.Items("contract"))
        {
            Dictionary<string, ManifestNode> fields = item.Fields(ManifestFields.Contract);
            ManifestNode addressNode = item.Required(fields, "address");
            string kind = item.Required(fields, "kind")
                .Word("contract kind", [.. kinds.Select(candidate => candidate.Name)]);
            long? start = ReadStart(item, fields, kinds.First(candidate => candidate.Name == kind), from, source);
            var entry = new ContractEntry(
                kind,
                item.Required(fields, "name").Text(),
                addressNode.Parse(NativeFields.AddressOf(source)),
                start ?? 0
            )
            {
                Origin = addressNode.Text(),
                IsSought = start is null,
            };
            if (read.FirstOrDefault(other => other.Address == entry.Address) is { } twin)
            {
                throw addressNode.Error($"address {entry.Address} is listed twice, as {twin.Name} and {entry.Name}.");
            }

            read.Add(entry);
        }

        return read;
    }

    /// <returns>Null if a node is to be asked.</returns>
    private static long? ReadStart(
        ManifestNode item,
        Dictionary<string, ManifestNode> fields,
        ContractKind kind,
        ManifestNode? ofDeployment,
        ManifestSource source
    )
    {
        ManifestNode? own = fields.GetValueOrDefault("from_block");
        if (own is null && kind.FromBlock is { } first)
        {
            return first;
        }

        ManifestNode from = own ?? ofDeployment ?? item.Required(fields, "from_block");
        return source == ManifestSource.Evm && from.IsText && from.Text() == Find
            ? null
            : from.Integer(0, long.MaxValue);
    }
}
