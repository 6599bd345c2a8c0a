namespace Souk.Dashboards.Answers;

/// <summary>The last block that an answer includes. Time is chain time.</summary>
public sealed record AsOf(long ChainId, long BlockNumber, DateTimeOffset BlockTime)
{
    /// <summary>Whether no block lies at or before the asked day, or none is indexed yet.</summary>
    public bool IsBeforeFirst => ChainId == 0;

    public DateOnly Day => DateOnly.FromDateTime(BlockTime.UtcDateTime);
}
