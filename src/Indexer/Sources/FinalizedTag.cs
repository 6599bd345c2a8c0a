namespace Souk.Indexer.Sources;

/// <summary>What the endpoints of a chain say of the tag `finalized`. <c>default</c>: they know it, and nothing is final yet.
/// </summary>
/// <param name="IsRefused">None of them knows the tag. One that knows it and cannot name a block does not refuse it, nor does
/// one that fails.</param>
/// <param name="Block">The newest block that cannot be replaced; null if none is known to be.</param>
public readonly record struct FinalizedTag(bool IsRefused, BlockHeader? Block);
