using System.Buffers.Binary;

namespace Souk.Warehouse.Values;

/// <summary>A 32-byte hash or word, held and stored as two 128-bit halves. <c>default</c> is all zeros.</summary>
public readonly record struct Hash32(UInt128 High, UInt128 Low) : IComparable<Hash32>
{
    public const int ByteCount = 32;

    /// <param name="bytes">Exactly 32 bytes, big-endian as on the wire.</param>
    /// <exception cref="ArgumentException">Any other length.</exception>
    public static Hash32 FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != ByteCount)
        {
            throw new ArgumentException($"A hash has {ByteCount} bytes, not {bytes.Length}.", nameof(bytes));
        }

        return new Hash32(
            BinaryPrimitives.ReadUInt128BigEndian(bytes),
            BinaryPrimitives.ReadUInt128BigEndian(bytes[16..])
        );
    }

    /// <summary>Reads "0x" and 64 hex digits.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static Hash32 Parse(string text)
    {
        if (text.Length != 2 + 2 * ByteCount || !text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException($"'{text}' is not a hash: expected 0x and 64 hex digits.");
        }

        return FromBytes(Convert.FromHexString(text.AsSpan(2)));
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, High);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], Low);
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteCount];
        CopyTo(bytes);
        return bytes;
    }

    public int CompareTo(Hash32 other) => (High, Low).CompareTo((other.High, other.Low));

    public override string ToString() => "0x" + Convert.ToHexStringLower(ToBytes());
}
