using Souk.Indexer.Manifests;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>A contract as the warehouse has it.</summary>
/// <param name="Kind">Name of its kind.</param>
/// <param name="DiscoveredBlock">Null if a manifest named it.</param>
internal sealed record StoredContract(
    string System,
    string Kind,
    string Name,
    Address Address,
    long FromBlock,
    long? DiscoveredBlock
)
{
    /// <summary>A name may change; what is read of a contract may not.</summary>
    public bool IsSameAs(ChainContract contract) => IsReadLike(contract) && Kind == contract.Kind.Name;

    /// <summary>Whether the same logs are stored of it, whatever they mean.</summary>
    public bool IsReadLike(ChainContract contract) =>
        (System, Address, FromBlock) == (contract.System, contract.Address, contract.FromBlock);
}
