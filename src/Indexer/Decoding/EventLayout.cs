using System.Diagnostics;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Decoding;

/// <summary>What an event's logs look like, worked out once: where each parameter lies and which words are values. Lets
/// values go from a log to columns without an object.</summary>
/// <remarks>It accepts the logs that <see cref="LogDecoder.DecodeValues"/> does, and refuses the others in its words.
/// </remarks>
internal sealed class EventLayout
{
    private readonly EventSignature _signature;
    private readonly ParameterPlace[] _places;

    /// <summary>Whether values lie in tails or in frames, which need a walk.</summary>
    private readonly bool _needsWalk;

    public EventLayout(EventSignature signature)
    {
        _signature = signature;
        _places = ParameterPlace.Of(signature);
        _needsWalk = signature.Data.Components.Any(component => !component.Type.IsWord);
    }

    /// <summary>One for each parameter, in declared order.</summary>
    public IReadOnlyList<ParameterPlace> Places => _places;

    /// <summary>Makes sure that a log holds what the event declares. Allocates nothing when it does.</summary>
    /// <exception cref="AbiDecodingException">As decoding it throws.</exception>
    public void Check(ReadOnlySpan<Hash32> topics, ReadOnlySpan<byte> data)
    {
        if (!AreWordsProper(topics, data))
        {
            LogDecoder.DecodeValues(_signature, topics, data);
            throw new UnreachableException($"A log of '{_signature}' decodes but does not fit its layout.");
        }

        if (_needsWalk)
        {
            var reader = new AbiReader(data);
            AbiWalk.CheckParameters(ref reader, _signature.Data);
            LogDecoder.RequireEnd(_signature, data.Length, reader.End);
        }
    }

    private bool AreWordsProper(ReadOnlySpan<Hash32> topics, ReadOnlySpan<byte> data)
    {
        int headByteCount = _signature.Data.FrameByteCount;
        if (
            topics.Length != _signature.TopicCount
            || data.Length < headByteCount
            || (!_signature.IsAnonymous && topics[0] != _signature.Topic0)
            || (_signature.IsAnonymous && !_needsWalk && data.Length > headByteCount)
        )
        {
            return false;
        }

        foreach (ParameterPlace place in _places)
        {
            if (!place.Fits(topics, data))
            {
                return false;
            }
        }

        return true;
    }
}
