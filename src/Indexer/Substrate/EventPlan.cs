using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Scale;

namespace Souk.Indexer.Substrate;

/// <summary>What to do with one event of one runtime.</summary>
/// <param name="Contract">The pallet as a manifest names it; null where none does.</param>
/// <param name="Signature">What it is stored as; null for an event that no manifest names, or that does not fit.</param>
/// <param name="Words">Set where all fields are one word each.</param>
/// <param name="Problem">Why an event that a manifest names cannot be stored as it says; null if it can.</param>
internal sealed record EventPlan(
    ScaleVariant Variant,
    ChainContract? Contract,
    EventSignature? Signature,
    WordFields? Words,
    string? Problem
)
{
    /// <summary>Whether a manifest names it.</summary>
    public bool IsNamed => Signature is not null || Problem is not null;
}
