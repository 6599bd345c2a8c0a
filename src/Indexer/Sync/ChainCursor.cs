using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>The last block whose facts are stored.</summary>
internal sealed record ChainCursor(long Block, Hash32 Hash);

/// <summary>A swap, as the journal keeps it.</summary>
/// <param name="Ancestor">The last block that both branches have.</param>
/// <param name="OldTip">The last block stored before the swap.</param>
/// <param name="DetectedAt">UTC.</param>
internal sealed record Reorg(ChainCursor Ancestor, ChainCursor OldTip, DateTime DetectedAt)
{
    /// <summary>Blocks that are removed.</summary>
    public long Depth => OldTip.Block - Ancestor.Block;
}
