using System.Buffers.Binary;

namespace Souk.Warehouse.Values;

/// <summary>A 20-byte account or contract address. <c>default</c> is the zero address, the source of mints and
/// the sink of burns.</summary>
public readonly record struct Address : IComparable<Address>
{
    public const int ByteCount = 20;

    private readonly ulong _first;
    private readonly ulong _middle;
    private readonly uint _last;

    /// <param name="bytes">Exactly 20 bytes, big-endian as on the wire.</param>
    /// <exception cref="ArgumentException">Any other length.</exception>
    public Address(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != ByteCount)
        {
            throw new ArgumentException($"An address has {ByteCount} bytes, not {bytes.Length}.", nameof(bytes));
        }

        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _middle = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _last = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    private Address(ulong first, ulong middle, uint last)
    {
        _first = first;
        _middle = middle;
        _last = last;
    }

    /// <summary>The last 20 bytes of a word, where the contract ABI puts an address.</summary>
    public static Address FromWord(Hash32 word) =>
        unchecked(new Address((ulong)((word.High << 32) | (word.Low >> 96)), (ulong)(word.Low >> 32), (uint)word.Low));

    /// <summary>Reads "0x" and 40 hex digits in any case; a mixed-case checksum is not verified.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static Address Parse(string text)
    {
        if (text.Length != 2 + 2 * ByteCount || !text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException($"'{text}' is not an address: expected 0x and 40 hex digits.");
        }

        return new Address(Convert.FromHexString(text.AsSpan(2)));
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _middle);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _last);
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[ByteCount];
        CopyTo(bytes);
        return bytes;
    }

    public int CompareTo(Address other) =>
        (_first, _middle, _last).CompareTo((other._first, other._middle, other._last));

    /// <summary>"0x" and 40 lower-case hex digits.</summary>
    public override string ToString() => "0x" + Convert.ToHexStringLower(ToBytes());
}
