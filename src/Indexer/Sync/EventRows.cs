using Souk.Indexer.Decoding;
using Souk.Indexer.Sources;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Logs of one event that become the rows of one chunk.</summary>
/// <param name="positions">Which of the logs.</param>
/// <param name="words">Room for a word per row.</param>
internal readonly ref struct EventRows(
    LogColumns logs,
    ReadOnlySpan<int> positions,
    IdDictionary<Address> addresses,
    Span<Hash32> words
)
{
    private readonly Span<Hash32> _words = words;

    public LogColumns Logs { get; } = logs;

    public ReadOnlySpan<int> Positions { get; } = positions;

    public IdDictionary<Address> Addresses { get; } = addresses;

    public int Count => Positions.Length;

    public ReadOnlySpan<byte> DataOf(int row) => Logs.DataOf(Positions[row]);

    /// <summary>The words at a place, row by row; valid until the next are asked for.</summary>
    public ReadOnlySpan<Hash32> WordsAt(ParameterPlace place)
    {
        Span<Hash32> words = _words[..Count];
        if (place.Topic is { } topic)
        {
            ReadOnlySpan<Hash32> topics = Logs.Topics;
            for (int row = 0; row < words.Length; row++)
            {
                words[row] = topics[Positions[row] * LogColumns.TopicsPerLog + topic];
            }
        }
        else
        {
            for (int row = 0; row < words.Length; row++)
            {
                words[row] = Hash32.FromBytes(DataOf(row).Slice(place.Offset, AbiType.WordByteCount));
            }
        }

        return words;
    }
}
