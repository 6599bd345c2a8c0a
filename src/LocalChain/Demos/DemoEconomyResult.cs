using Souk.LocalChain.Economy;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Demos;

/// <summary>What the scripted economy left on the chain.</summary>
/// <param name="TipBlock">Number of the last block.</param>
/// <param name="TipHash">Its hash: equal for equal seeds and options.</param>
/// <param name="Contracts">In the order of deployment.</param>
/// <param name="Manifests">Full paths of the overlay manifests, one per system.</param>
/// <param name="Player">Plays on from there.</param>
public sealed record DemoEconomyResult(
    ulong Seed,
    int ChainId,
    long TipBlock,
    Hash32 TipHash,
    long TransactionCount,
    long LogCount,
    IReadOnlyList<DeployedContract> Contracts,
    IReadOnlyList<string> Manifests,
    EconomyPlayer Player
);
