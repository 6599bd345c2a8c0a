using Souk.Indexer.Sources;

namespace Souk.Indexer.Proofs;

/// <summary>The logs of consecutive blocks, and how surely they are all.</summary>
/// <param name="Headers">As given, save those whose hash disproved them: these were read again.</param>
/// <param name="Logs">Of the asked contracts, ordered by block and log index.</param>
/// <param name="Levels">One for each header.</param>
/// <param name="Contradictions">What the endpoint claimed and hashes disproved; the logs are free of it.</param>
public sealed record ProvenBlocks(
    IReadOnlyList<BlockHeader> Headers,
    LogColumns Logs,
    IReadOnlyList<ProofLevel> Levels,
    IReadOnlyList<string> Contradictions
)
{
    /// <summary>The level of all blocks together.</summary>
    public ProofLevel WeakestLevel => Levels.Count == 0 ? ProofLevel.None : Levels.Min();
}
