namespace Souk.Indexer.Encodings;

/// <summary>Reads the fields of one protocol buffer message in the order in which they come.</summary>
/// <remarks>Source: protobuf.dev, "Encoding". Groups are refused: no message of a chain has them.</remarks>
internal ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    private const int VarintBitsMax = 63;

    private ReadOnlySpan<byte> _left = bytes;

    /// <summary>Of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Content of a field of bytes, text or a message; empty for a number.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    /// <summary>Goes on to the next field; false at the end.</summary>
    /// <exception cref="FormatException">The bytes are no message.</exception>
    public bool Next()
    {
        if (_left.IsEmpty)
        {
            return false;
        }

        ulong tag = Varint();
        Field = tag >> 3 is > 0 and <= int.MaxValue ? (int)(tag >> 3) : throw new FormatException($"field {tag >> 3}");
        Content = default;
        switch (tag & 7)
        {
            case 0:
                Varint();
                break;
            case 1:
                Take(sizeof(ulong));
                break;
            case 2:
                Content = Take(Varint());
                break;
            case 5:
                Take(sizeof(uint));
                break;
            default:
                throw new FormatException($"wire type {tag & 7} of field {Field}");
        }

        return true;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift <= VarintBitsMax; shift += 7)
        {
            byte part = Take(1)[0];
            value |= unchecked((ulong)(part & 0x7F) << shift);
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("a number has more than 64 bits");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_left.Length)
        {
            throw new FormatException($"{count} bytes are expected and {_left.Length} left");
        }

        ReadOnlySpan<byte> taken = _left[..(int)count];
        _left = _left[(int)count..];
        return taken;
    }
}
