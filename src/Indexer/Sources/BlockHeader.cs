using Souk.Indexer.Proofs;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <param name="Time">UTC, whole seconds.</param>
public readonly record struct BlockHeader(long Number, Hash32 Hash, Hash32 Parent, DateTime Time)
{
    /// <summary>What the hash covers; null where the endpoint did not give all of it. Not checked against
    /// <see cref="Hash"/> yet: see <see cref="HeaderProof"/>.</summary>
    public HeaderFields? Fields { get; init; }

    /// <summary>Equal hashes mean equal blocks.</summary>
    public bool Equals(BlockHeader other) =>
        (Number, Hash, Parent, Time) == (other.Number, other.Hash, other.Parent, other.Time);

    public override int GetHashCode() => Hash.GetHashCode();
}
