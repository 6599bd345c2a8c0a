namespace Souk.Indexer.Encodings;

/// <summary>Writes protocol buffers as consensus does: fields in their order, none for zero or nothing.</summary>
/// <remarks>Source: protobuf.dev, "Encoding". Not for concurrent use.</remarks>
internal sealed class ProtoWriter
{
    private const int VarintType = 0;
    private const int BytesType = 2;

    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    /// <summary>A number; negative ones take ten bytes, as int64 has it. Zero is left out.</summary>
    public ProtoWriter Number(int field, long value)
    {
        if (value != 0)
        {
            Varint(((ulong)field << 3) | VarintType);
            Varint(unchecked((ulong)value));
        }

        return this;
    }

    /// <summary>Bytes or text; nothing is left out.</summary>
    public ProtoWriter Bytes(int field, ReadOnlySpan<byte> value) => value.IsEmpty ? this : Message(field, value);

    /// <summary>A message that is written even where it is empty.</summary>
    public ProtoWriter Message(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | BytesType);
        Varint((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    private void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            _bytes.Add((byte)((value & 0x7F) | 0x80));
            value >>= 7;
        }

        _bytes.Add((byte)value);
    }
}
