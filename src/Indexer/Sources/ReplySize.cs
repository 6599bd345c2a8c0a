namespace Souk.Indexer.Sources;

/// <summary>How large a reply with logs is, estimated from the logs: the same whoever gave it, however often it was asked
/// for, and however it was laid out.</summary>
internal static class ReplySize
{
    /// <summary>JSON around a log's topics and data: measured 633 bytes with three topics and one word of data.</summary>
    public const int LogBytes = 360;

    public const int TopicBytes = 69;

    public static long Of(LogColumns logs)
    {
        long topicCount = 0;
        for (int log = 0; log < logs.Count; log++)
        {
            topicCount += logs.TopicCounts[log];
        }

        return ((long)LogBytes * logs.Count) + (TopicBytes * topicCount) + (2 * logs.DataByteCount);
    }
}
