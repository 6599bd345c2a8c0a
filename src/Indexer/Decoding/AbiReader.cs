using System.Buffers.Binary;
using System.Globalization;

namespace Souk.Indexer.Decoding;

/// <summary>Bounds-checked access to encoded data. Every read that leaves the data, and every word that is not a value
/// of its type, is an <see cref="AbiDecodingException"/>; nothing is allocated before it is known to be there.</summary>
/// <remarks>This is the seam between layout and values: it knows offsets, lengths and widths and returns positions and
/// spans, so that a decoder into columns can use it as the one into objects does.</remarks>
internal ref struct AbiReader
{
    /// <summary>How often data may be read on average. Offsets may share a tail, and some contracts do so for empty
    /// values; without a limit, nested arrays that share would grow exponentially.</summary>
    private const int ReadCountMax = 4;

    private readonly ReadOnlySpan<byte> _data;
    private readonly int? _topic;
    private long _budgetBytes;

    /// <summary>Reads the data of a log or a call or, given its index, a topic.</summary>
    public AbiReader(ReadOnlySpan<byte> data, int? topic = null)
    {
        _data = data;
        _topic = topic;
        _budgetBytes = (long)ReadCountMax * data.Length;
    }

    /// <summary>What errors call the value that is being read.</summary>
    public string Parameter { get; set; } = "";

    /// <summary>Just behind the last byte that was read, padding included.</summary>
    public long End { get; private set; }

    /// <summary>One word that holds a proper value of the type.</summary>
    public ReadOnlySpan<byte> ReadWord(AbiType type, int at)
    {
        ReadOnlySpan<byte> word = Take(type, at, AbiType.WordByteCount);
        if (!AbiWord.IsValue(type, word))
        {
            throw Error(type, at, $"0x{Convert.ToHexStringLower(word)} is not a value of its type");
        }

        return word;
    }

    /// <summary>Where the tail of a dynamic value starts; offsets count from the start of their frame.</summary>
    public int ReadOffset(AbiType type, int at, int frame)
    {
        ReadOnlySpan<byte> word = Take(type, at, AbiType.WordByteCount);
        int limit = _data.Length - frame;
        return frame
            + (
                SmallOrNull(word) is { } offset && offset <= limit
                    ? offset
                    : throw Error(
                        type,
                        at,
                        $"offset 0x{Convert.ToHexStringLower(word)} is beyond the {limit} bytes behind it"
                    )
            );
    }

    /// <summary>How many items follow, given that each takes so many bytes at least.</summary>
    public int ReadLength(AbiType type, int at, int itemByteCount)
    {
        ReadOnlySpan<byte> word = Take(type, at, AbiType.WordByteCount);
        int limit = (_data.Length - at - AbiType.WordByteCount) / itemByteCount;
        return SmallOrNull(word) is { } length && length <= limit
            ? length
            : throw Error(type, at, $"length 0x{Convert.ToHexStringLower(word)} is beyond the {limit} that follow");
    }

    /// <summary>Makes sure that the heads of so many members are there, before room is made for their values.</summary>
    public readonly void RequireFrame(AbiType type, int at)
    {
        if (type.FrameByteCount > _data.Length - at)
        {
            throw Error(type, at, $"needs {type.FrameByteCount} bytes and {_data.Length - at} are left");
        }
    }

    /// <summary>The content of <c>bytes</c> or <c>string</c>. Its padding may be missing or dirty: older compilers left
    /// both in events, and neither changes the value.</summary>
    public ReadOnlySpan<byte> ReadBytes(AbiType type, int at)
    {
        int length = ReadLength(type, at, itemByteCount: 1);
        int start = at + AbiType.WordByteCount;
        ReadOnlySpan<byte> bytes = Take(type, start, length);
        End = Math.Max(
            End,
            start + ((long)length + AbiType.WordByteCount - 1) / AbiType.WordByteCount * AbiType.WordByteCount
        );
        return bytes;
    }

    public readonly AbiDecodingException Error(AbiType type, int at, string problem)
    {
        string place = _topic is { } topic
            ? string.Create(CultureInfo.InvariantCulture, $"in topic {topic}")
            : string.Create(CultureInfo.InvariantCulture, $"at byte {at} of {_data.Length}");
        string message = $"Parameter '{Parameter}', {type} {place}: {problem}.";
        return new AbiDecodingException(Parameter, type.CanonicalName, _topic is null ? at : null, message);
    }

    private ReadOnlySpan<byte> Take(AbiType type, int at, int byteCount)
    {
        if (byteCount > _data.Length - at)
        {
            throw Error(type, at, $"needs {byteCount} bytes and {Math.Max(0, _data.Length - at)} are left");
        }

        _budgetBytes -= byteCount;
        if (_budgetBytes < 0)
        {
            throw Error(type, at, $"offsets lead through the same data more than {ReadCountMax} times");
        }

        End = Math.Max(End, (long)at + byteCount);
        return _data.Slice(at, byteCount);
    }

    private static int? SmallOrNull(ReadOnlySpan<byte> word)
    {
        bool isSmall = !word[..^sizeof(int)].ContainsAnyExcept((byte)0) && word[^sizeof(int)] < 0x80;
        return isSmall ? BinaryPrimitives.ReadInt32BigEndian(word[^sizeof(int)..]) : null;
    }
}
