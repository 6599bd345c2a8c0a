using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>The last block whose facts are stored.</summary>
internal sealed record ChainCursor(long Block, Hash32 Hash);
