namespace Souk.Indexer.Endpoints;

/// <summary>What a pool must know of a call to choose who is asked.</summary>
/// <param name="Method">JSON-RPC's.</param>
internal sealed record Question(string Method)
{
    /// <summary>The newest block that the endpoint must have, or its answer is incomplete without saying so; null where
    /// the answer itself tells.</summary>
    public long? Block { get; init; }
}
