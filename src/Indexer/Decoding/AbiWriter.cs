using System.Buffers.Binary;
using System.Numerics;

namespace Souk.Indexer.Decoding;

/// <summary>A growing buffer of zeroed words that can be filled in any order.</summary>
internal sealed class AbiWriter
{
    private byte[] _buffer = new byte[8 * AbiType.WordByteCount];

    public int Length { get; private set; }

    /// <summary>Appends zeros and returns where they start.</summary>
    public int Reserve(int byteCount)
    {
        int start = Length;
        Length += byteCount;
        if (Length > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(Length, (int)Math.Min(2L * _buffer.Length, Array.MaxLength)));
        }

        return start;
    }

    public Span<byte> Word(int at) => _buffer.AsSpan(at, AbiType.WordByteCount);

    /// <summary>Two's complement over the whole word.</summary>
    public void WriteInteger(int at, BigInteger value)
    {
        Span<byte> word = Word(at);
        if (value.Sign < 0)
        {
            word.Fill(0xFF);
        }

        int byteCount = value.GetByteCount(isUnsigned: value.Sign >= 0);
        value.TryWriteBytes(word[^byteCount..], out _, isUnsigned: value.Sign >= 0, isBigEndian: true);
    }

    public void WriteInteger(int at, int value) =>
        BinaryPrimitives.WriteInt32BigEndian(Word(at)[^sizeof(int)..], value);

    public void AppendPadded(ReadOnlySpan<byte> bytes)
    {
        int wordCount = (bytes.Length + AbiType.WordByteCount - 1) / AbiType.WordByteCount;
        int start = Reserve(wordCount * AbiType.WordByteCount);
        bytes.CopyTo(_buffer.AsSpan(start));
    }

    public byte[] ToArray() => _buffer[..Length];
}
