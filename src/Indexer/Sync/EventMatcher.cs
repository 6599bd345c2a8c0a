using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Tells which event of a kind a log is of, by the ABI that is valid at its block.</summary>
internal sealed class EventMatcher
{
    /// <summary>First block of each stretch without a change of ABI, ascending from 0.</summary>
    private readonly long[] _starts;

    private readonly LogDecoder[] _decoders;

    public EventMatcher(IReadOnlyList<EventRule> rules)
    {
        _starts =
        [
            .. rules
                .SelectMany(rule => rule.Valid)
                .SelectMany(blocks => new[] { blocks.From, blocks.To + 1 })
                .Append(0)
                .Distinct()
                .Order(),
        ];
        _decoders =
        [
            .. _starts.Select(start => new LogDecoder(
                rules.Where(rule => rule.IsValidAt(start)).Select(rule => rule.Signature)
            )),
        ];
    }

    /// <summary>Null for a log of no event that is valid at the block.</summary>
    public EventSignature? Match(ReadOnlySpan<Hash32> topics, long block)
    {
        int stretch = _starts.Length - 1;
        while (_starts[stretch] > block)
        {
            stretch--;
        }

        return _decoders[stretch].Match(topics);
    }
}
