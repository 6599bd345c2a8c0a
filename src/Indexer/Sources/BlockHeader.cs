using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <param name="Time">UTC, whole seconds.</param>
public readonly record struct BlockHeader(long Number, Hash32 Hash, Hash32 Parent, DateTime Time);
