namespace Souk.Dashboards.Answers;

/// <summary>The last block that an answer includes. Time is chain time.</summary>
public sealed record AsOf(long ChainId, long BlockNumber, DateTimeOffset BlockTime)
{
    public DateOnly Day => DateOnly.FromDateTime(BlockTime.UtcDateTime);
}
