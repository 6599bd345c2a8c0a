namespace Souk.Indexer.Operations;

/// <summary>How long nothing may happen before a chain counts as stalled.</summary>
/// <param name="Cursor">Behind the head without storing a block.</param>
/// <param name="Head">At the head without a new block: the endpoint, or the chain itself, stands still.</param>
public sealed record StallLimits(TimeSpan Cursor, TimeSpan Head)
{
    /// <summary>A backfill write takes seconds; the slowest main network in scope makes a block every 12 s.</summary>
    public static readonly StallLimits Default = new(Cursor: TimeSpan.FromMinutes(2), Head: TimeSpan.FromMinutes(5));
}
