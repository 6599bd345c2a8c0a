using Souk.Warehouse.Values;

namespace Souk.Indexer.Decoding;

/// <summary>Where in a log a parameter's word lies: its value, its hash, or the offset of its tail.</summary>
/// <param name="type">Of the parameter, or bytes32 where the topic holds a hash.</param>
/// <param name="topic">Index of its topic; null where it lies in the data.</param>
/// <param name="offset">First byte of its head in the data.</param>
internal sealed class ParameterPlace(AbiType type, int? topic, int offset)
{
    private static readonly AbiType _hash = AbiType.Parse("bytes32");

    private readonly int _topic = topic ?? -1;

    private readonly WordMask _mask = type.IsWord ? WordMask.Of(type) : WordMask.None;

    public AbiType Type => type;

    public int? Topic => topic;

    public int Offset => offset;

    /// <summary>The places of an event's parameters, in declared order.</summary>
    public static ParameterPlace[] Of(EventSignature signature)
    {
        int topic = signature.TopicCount - signature.IndexedCount;
        int offset = 0;
        return
        [
            .. signature.Parameters.Select(parameter =>
            {
                if (parameter.IsIndexed)
                {
                    return new ParameterPlace(parameter.Type.IsWord ? parameter.Type : _hash, topic++, offset: 0);
                }

                offset += parameter.Type.HeadByteCount;
                return new ParameterPlace(parameter.Type, topic: null, offset - parameter.Type.HeadByteCount);
            }),
        ];
    }

    /// <summary>The word of a log that is long enough.</summary>
    public Hash32 WordOf(ReadOnlySpan<Hash32> topics, ReadOnlySpan<byte> data) =>
        _topic >= 0 ? topics[_topic] : Hash32.FromBytes(data.Slice(offset, AbiType.WordByteCount));

    /// <summary>Whether the word of a log that is long enough is a value of the type; true for what is no word.</summary>
    public bool Fits(ReadOnlySpan<Hash32> topics, ReadOnlySpan<byte> data) => _mask.Fits(WordOf(topics, data));
}
