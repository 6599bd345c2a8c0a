using Souk.Warehouse.Values;

namespace Souk.Campaigns.Chains;

/// <summary>A chain's whole story: what it is at first, and what it is after each reorganisation or growth.</summary>
/// <remarks>Immutable; who looks at it says at which stage.</remarks>
internal sealed class ScriptedChain
{
    private readonly Dictionary<Hash32, ScriptedBlock> _byHash = [];

    /// <param name="stages">In order of time; never empty.</param>
    public ScriptedChain(int chainId, IReadOnlyList<ChainStage> stages)
    {
        ChainId = chainId;
        Stages = stages;
        foreach (ScriptedBlock block in stages.SelectMany(stage => stage.Blocks))
        {
            _byHash[block.Hash] = block;
        }
    }

    public int ChainId { get; }

    public IReadOnlyList<ChainStage> Stages { get; }

    public ChainStage Final => Stages[^1];

    /// <summary>A block of any stage.</summary>
    public ScriptedBlock? Find(Hash32 hash) => _byHash.GetValueOrDefault(hash);
}

/// <summary>What is canonical for a while.</summary>
/// <param name="Blocks">From block 0, each the parent of the next.</param>
/// <param name="Finalized">Number of the last block that no later stage replaces, unless the chain breaks its word.
/// </param>
internal sealed record ChainStage(IReadOnlyList<ScriptedBlock> Blocks, long Finalized)
{
    public ScriptedBlock Head => Blocks[^1];

    public bool Holds(ScriptedBlock block) =>
        block.Number < Blocks.Count && Blocks[(int)block.Number].Hash == block.Hash;
}
