using System.Buffers.Binary;
using System.Numerics;

namespace Souk.Indexer.Scale;

/// <summary>Reads SCALE, Substrate's encoding: little-endian numbers, compact lengths, nothing in between.</summary>
/// <remarks>Source: polkadot-sdk's parity-scale-codec, as its documentation describes it.</remarks>
internal ref struct ScaleReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly int Remaining => _bytes.Length - Position;

    /// <summary>Bytes that were read since a position.</summary>
    public readonly ReadOnlySpan<byte> Since(int position) => _bytes[position..Position];

    /// <exception cref="ScaleException">Fewer are left.</exception>
    public ReadOnlySpan<byte> Take(int byteCount)
    {
        if ((uint)byteCount > (uint)Remaining)
        {
            throw new ScaleException($"{byteCount} bytes are needed at byte {Position}, but {Remaining} are left.");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Position, byteCount);
        Position += byteCount;
        return taken;
    }

    public byte U8() => Take(1)[0];

    public ushort U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>A compact number that is at most a count or an index.</summary>
    /// <exception cref="ScaleException">It is larger.</exception>
    public int CompactCount()
    {
        UInt128 value = Compact();
        return value <= int.MaxValue
            ? (int)value
            : throw new ScaleException($"A length of {value} at byte {Position} is beyond {int.MaxValue}.");
    }

    /// <summary>A compact number of up to 128 bits.</summary>
    /// <exception cref="ScaleException">A longer one.</exception>
    public UInt128 Compact()
    {
        byte first = U8();
        switch (first & 3)
        {
            case 0:
                return (uint)first >> 2;
            case 1:
                return (uint)(first | (U8() << 8)) >> 2;
            case 2:
                uint high = (uint)(U8() | (U8() << 8) | (U8() << 16));
                return ((high << 8) | first) >> 2;
            default:
                int byteCount = (first >> 2) + 4;
                return byteCount <= 16
                    ? (UInt128)new BigInteger(Take(byteCount), isUnsigned: true)
                    : throw new ScaleException(
                        $"A compact number of {byteCount} bytes at byte {Position} is beyond 128 bits."
                    );
        }
    }

    /// <summary>UTF-8 with its length in front.</summary>
    public string Text() => System.Text.Encoding.UTF8.GetString(Take(CompactCount()));
}
