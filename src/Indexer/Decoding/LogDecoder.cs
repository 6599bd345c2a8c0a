using Souk.Warehouse.Values;

namespace Souk.Indexer.Decoding;

/// <summary>Decodes the logs of contracts that share a set of events: one instance per contract kind, picked by the
/// caller by the log's address.</summary>
/// <remarks>
/// Events are told apart by topic0 and the number of indexed parameters, never by name: ERC-20 and ERC-721 share the
/// topic0 of Transfer. <see cref="Match"/> and <see cref="DecodeValues"/> are separate, so that another way of storing
/// values can replace the second and keep the first.
/// </remarks>
public sealed class LogDecoder
{
    private readonly Dictionary<(Hash32 Topic0, int TopicCount), EventSignature> _named = [];
    private readonly Dictionary<int, EventSignature> _anonymous = [];

    /// <exception cref="ArgumentException">Two events cannot be told apart by their logs.</exception>
    public LogDecoder(IEnumerable<EventSignature> candidates)
    {
        foreach (EventSignature candidate in candidates)
        {
            bool isNew = candidate.IsAnonymous
                ? _anonymous.TryAdd(candidate.TopicCount, candidate)
                : _named.TryAdd((candidate.Topic0, candidate.TopicCount), candidate);
            if (!isNew)
            {
                throw new ArgumentException(
                    $"Logs of '{candidate}' with {candidate.TopicCount} topics could be of another candidate.",
                    nameof(candidates)
                );
            }
        }
    }

    /// <summary>The event that a log with these topics is of, or null: none of the candidates. An anonymous event
    /// matches only what no named one does.</summary>
    public EventSignature? Match(ReadOnlySpan<Hash32> topics)
    {
        if (topics.Length > 0 && _named.TryGetValue((topics[0], topics.Length), out EventSignature? named))
        {
            return named;
        }

        return _anonymous.GetValueOrDefault(topics.Length);
    }

    /// <summary>The log's event and values, or null if it is of none of the candidates.</summary>
    /// <exception cref="AbiDecodingException">The log does not hold what its event declares.</exception>
    public DecodedLog? Decode(ReadOnlySpan<Hash32> topics, ReadOnlySpan<byte> data) =>
        Match(topics) is { } match ? new DecodedLog(match, DecodeValues(match, topics, data)) : null;

    /// <summary>The values of a log that is known to be of an event.</summary>
    /// <remarks>Data behind the last value is accepted, for Solidity accepts it and topic0 has already vouched for the
    /// types; in an anonymous event nothing else does, so there it is an error.</remarks>
    /// <exception cref="AbiDecodingException">The log does not hold what the event declares.</exception>
    public static object[] DecodeValues(EventSignature signature, ReadOnlySpan<Hash32> topics, ReadOnlySpan<byte> data)
    {
        RequireTopics(signature, topics);
        var reader = new AbiReader(data);
        object[] inData = AbiDecoder.ReadParameters(ref reader, signature.Data);
        RequireEnd(signature, data.Length, reader.End);
        object[] values = new object[signature.Parameters.Count];
        int topic = signature.TopicCount - signature.IndexedCount;
        int datum = 0;
        for (int index = 0; index < values.Length; index++)
        {
            AbiParameter parameter = signature.Parameters[index];
            values[index] = parameter.IsIndexed ? ReadTopic(parameter, index, topic, topics[topic++]) : inData[datum++];
        }

        return values;
    }

    /// <exception cref="AbiDecodingException">An anonymous event has data behind its last value.</exception>
    internal static void RequireEnd(EventSignature signature, int dataByteCount, long end)
    {
        if (signature.IsAnonymous && dataByteCount > end)
        {
            throw Misfit(signature, $"{dataByteCount - end} bytes are left behind the last value");
        }
    }

    private static object ReadTopic(AbiParameter parameter, int index, int topicIndex, Hash32 topic)
    {
        if (!parameter.Type.IsWord)
        {
            return topic;
        }

        Span<byte> word = stackalloc byte[Hash32.ByteCount];
        topic.CopyTo(word);
        var reader = new AbiReader(word, topicIndex) { Parameter = AbiDecoder.NameOf(parameter, index) };
        return AbiDecoder.ReadWord(ref reader, parameter.Type, 0);
    }

    private static void RequireTopics(EventSignature signature, ReadOnlySpan<Hash32> topics)
    {
        if (topics.Length != signature.TopicCount)
        {
            throw Misfit(signature, $"it has {signature.TopicCount} topics, not {topics.Length}");
        }

        if (!signature.IsAnonymous && topics[0] != signature.Topic0)
        {
            throw Misfit(signature, $"topic0 is {signature.Topic0}, not {topics[0]}");
        }
    }

    private static AbiDecodingException Misfit(EventSignature signature, string problem) =>
        new("", signature.CanonicalText, offset: null, $"Not a log of '{signature}': {problem}.");
}
