using Souk.Warehouse.Values;

namespace Souk.LocalChain.Economy;

/// <summary>A contract that a manifest names.</summary>
/// <param name="System">masa, ocean, oraichain, singularitynet or sahara.</param>
/// <param name="Kind">The manifest's contract kind.</param>
/// <param name="FromBlock">The block that created it.</param>
public sealed record DeployedContract(string System, string Kind, string Name, Address Address, long FromBlock);
