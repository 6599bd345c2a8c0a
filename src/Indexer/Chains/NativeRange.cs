using Souk.Indexer.Proofs;
using Souk.Indexer.Sources;

namespace Souk.Indexer.Chains;

/// <summary>Final blocks of a chain of another kind than Ethereum's, and their events as logs.</summary>
/// <param name="Headers">One for each block, each the parent of the next, their hashes checked where the chain lets us.
/// </param>
/// <param name="Logs">Of the contracts that manifests name, ordered.</param>
/// <param name="Endpoint">Who answered, and what was checked of the answers.</param>
internal sealed record NativeRange(IReadOnlyList<BlockHeader> Headers, LogColumns Logs, string Endpoint)
{
    /// <summary>How surely all logs are there.</summary>
    public ProofLevel Proof { get; init; } = ProofLevel.None;
}
