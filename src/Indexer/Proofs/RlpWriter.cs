using System.Buffers.Binary;

namespace Souk.Indexer.Proofs;

/// <summary>Writes Ethereum's recursive length prefix encoding into one growing buffer, which it keeps. Not for
/// concurrent use.</summary>
/// <remarks>Source: yellow paper, appendix B. A list's prefix is known once its end is: <see cref="EndList"/> then moves
/// its content aside, which costs less than a first pass over the lengths.</remarks>
public sealed class RlpWriter
{
    private const byte ShortString = 0x80;
    private const byte LongString = 0xB7;
    private const byte ShortList = 0xC0;
    private const byte LongList = 0xF7;

    /// <summary>Longest content whose length is in its first byte.</summary>
    private const int ShortLengthMax = 55;

    /// <summary>The prefix and a length of at most 31 bits.</summary>
    private const int PrefixByteCountMax = 1 + sizeof(int);

    private byte[] _bytes = new byte[1024];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Forgets what was written after the first bytes.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)Length, nameof(length));
        Length = length;
    }

    /// <summary>A string of bytes, kept as they are.</summary>
    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        if (value is not [< ShortString])
        {
            WritePrefix(ShortString, LongString, value.Length);
        }

        WriteRaw(value);
    }

    /// <summary>An integer, whose encoding has no leading zeros; zero is the empty string.</summary>
    public void WriteInteger(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        WriteInteger(bytes);
    }

    /// <param name="bigEndian">Leading zeros are left out.</param>
    public void WriteInteger(ReadOnlySpan<byte> bigEndian) => WriteBytes(bigEndian.TrimStart((byte)0));

    /// <summary>Bytes that are encoded already.</summary>
    public void WriteRaw(ReadOnlySpan<byte> encoded)
    {
        encoded.CopyTo(Reserve(encoded.Length));
        Length += encoded.Length;
    }

    /// <returns>What <see cref="EndList"/> takes after the items were written.</returns>
    public int StartList() => Length;

    /// <param name="start">What <see cref="StartList"/> gave.</param>
    public void EndList(int start)
    {
        int contentLength = Length - start;
        Span<byte> prefix = stackalloc byte[PrefixByteCountMax];
        int prefixLength = FormatPrefix(prefix, ShortList, LongList, contentLength);
        Reserve(prefixLength);
        _bytes.AsSpan(start, contentLength).CopyTo(_bytes.AsSpan(start + prefixLength));
        prefix[..prefixLength].CopyTo(_bytes.AsSpan(start));
        Length += prefixLength;
    }

    private void WritePrefix(byte shortBase, byte longBase, int contentLength)
    {
        Span<byte> prefix = Reserve(PrefixByteCountMax);
        Length += FormatPrefix(prefix, shortBase, longBase, contentLength);
    }

    private static int FormatPrefix(Span<byte> prefix, byte shortBase, byte longBase, int contentLength)
    {
        if (contentLength <= ShortLengthMax)
        {
            prefix[0] = (byte)(shortBase + contentLength);
            return 1;
        }

        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, contentLength);
        ReadOnlySpan<byte> digits = length.TrimStart((byte)0);
        prefix[0] = (byte)(longBase + digits.Length);
        digits.CopyTo(prefix[1..]);
        return 1 + digits.Length;
    }

    private Span<byte> Reserve(int byteCount)
    {
        int needed = Length + byteCount;
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Max(needed, Math.Min(2L * _bytes.Length, Array.MaxLength)));
        }

        return _bytes.AsSpan(Length, byteCount);
    }
}
