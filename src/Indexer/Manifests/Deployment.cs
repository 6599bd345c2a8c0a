using Souk.Warehouse.Values;

namespace Souk.Indexer.Manifests;

/// <summary>Where a system lives on one chain.</summary>
/// <param name="FinalityBlocks">Blocks this far below the head are taken as final; null to ask the endpoint.</param>
public sealed record Deployment(
    int ChainId,
    IReadOnlyList<TokenEntry> Tokens,
    IReadOnlyList<ContractEntry> Contracts,
    int? FinalityBlocks = null
)
{
    /// <summary>What a node of a chain without a chain id of Ethereum's kind knows it by: the hash of its first block
    /// (Substrate) or a name (Cosmos). Null for chains that have one.</summary>
    public string? Network { get; init; }

    /// <summary>Whether the chain is a development node's, where all that happens is made up.</summary>
    public bool IsDevelopment { get; init; }

    /// <summary>What amounts call the chain's own coin; null where no token here is it, or the chain has no such names.
    /// </summary>
    public string? Denom => Tokens.FirstOrDefault(token => token.Kind == "native")?.Denom;
}

/// <param name="Address">The zero address for a native coin.</param>
/// <param name="Kind"><c>erc20</c> or <c>native</c>.</param>
public sealed record TokenEntry(string Symbol, byte Decimals, Address Address, string Kind)
{
    /// <summary>What a Cosmos chain calls it in amounts; null for tokens of contracts and of other chains.</summary>
    public string? Denom { get; init; }
}

/// <param name="FromBlock">Logs of earlier blocks are not read.</param>
public sealed record ContractEntry(string Kind, string Name, Address Address, long FromBlock)
{
    /// <summary>Where its events come from, as the manifest writes it; see Natives.NativeAddress.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Whether its first block is yet to be asked for (<c>from_block: find</c>); it is 0 until then.</summary>
    public bool IsSought { get; init; }
}
