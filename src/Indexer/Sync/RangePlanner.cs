using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Which blocks to read next.</summary>
internal static class RangePlanner
{
    /// <summary>The next blocks after the cursor, or null if there are none up to <paramref name="lastBlock"/>.
    /// </summary>
    public static BlockRange? Next(long nextBlock, long lastBlock, int countMax) =>
        nextBlock > lastBlock ? null : new BlockRange(nextBlock, Math.Min(lastBlock, nextBlock + countMax - 1));
}
