namespace Souk.Indexer.Sync;

/// <summary>When and where a chain began to catch up with its head.</summary>
/// <param name="firstBlock">The first block that it had not stored then.</param>
internal sealed class CatchUpPace(long firstBlock, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    public long FirstBlock => firstBlock;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);
}
