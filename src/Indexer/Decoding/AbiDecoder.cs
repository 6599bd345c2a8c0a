using System.Globalization;
using System.Numerics;
using System.Text;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Decoding;

/// <summary>Decodes values that are laid out by the contract ABI.</summary>
/// <remarks>
/// Values: integers are <see cref="BigInteger"/>; then <see cref="Address"/>, bool, string, byte[] (bytes, bytesN),
/// object[] (arrays, tuples). Strict about every word; lenient where contracts differ and no value changes: data behind
/// the last value is ignored, as Solidity does, offsets need no order or alignment, and the padding of bytes and strings
/// may be missing or dirty. Bytes of a string that are not UTF-8 become U+FFFD: the raw log keeps them, and one bad name
/// must not hide the amounts beside it. Memory stays within a small multiple of the data.
/// </remarks>
public static class AbiDecoder
{
    /// <exception cref="AbiDecodingException">The data is not an encoding of these types.</exception>
    public static object[] Decode(IReadOnlyList<AbiType> types, ReadOnlySpan<byte> data) =>
        Decode(AbiType.TupleOf([.. types.Select(type => new AbiParameter("", type))]), data);

    internal static object[] Decode(AbiType tuple, ReadOnlySpan<byte> data)
    {
        var reader = new AbiReader(data);
        return ReadParameters(ref reader, tuple);
    }

    /// <summary>The members of the outermost tuple, each named in errors.</summary>
    internal static object[] ReadParameters(ref AbiReader reader, AbiType tuple)
    {
        object[] values = new object[tuple.Components.Count];
        int head = 0;
        for (int index = 0; index < values.Length; index++)
        {
            AbiParameter parameter = tuple.Components[index];
            reader.Parameter = NameOf(parameter, index);
            values[index] = ReadMember(ref reader, parameter.Type, head, frame: 0);
            head += parameter.Type.HeadByteCount;
        }

        return values;
    }

    internal static string NameOf(AbiParameter parameter, int index) =>
        parameter.Name.Length > 0 ? parameter.Name : string.Create(CultureInfo.InvariantCulture, $"arg{index}");

    /// <summary>The value of a type that fits a word.</summary>
    internal static object ReadWord(ref AbiReader reader, AbiType type, int at)
    {
        ReadOnlySpan<byte> word = reader.ReadWord(type, at);
        return type.Kind switch
        {
            AbiKind.Unsigned => new BigInteger(word, isUnsigned: true, isBigEndian: true),
            AbiKind.Signed => new BigInteger(word, isUnsigned: false, isBigEndian: true),
            AbiKind.Address => new Address(word[^Address.ByteCount..]),
            AbiKind.Bool => word[^1] == 1,
            _ => word[..type.Size].ToArray(),
        };
    }

    /// <summary>The value of a member whose head lies there in a frame.</summary>
    internal static object ReadMember(ref AbiReader reader, AbiType type, int head, int frame) =>
        Read(ref reader, type, type.IsDynamic ? reader.ReadOffset(type, head, frame) : head);

    private static object Read(ref AbiReader reader, AbiType type, int at) =>
        type.Kind switch
        {
            AbiKind.Bytes => reader.ReadBytes(type, at).ToArray(),
            AbiKind.String => Encoding.UTF8.GetString(reader.ReadBytes(type, at)),
            AbiKind.Array => ReadFrame(
                ref reader,
                type,
                at + AbiType.WordByteCount,
                reader.ReadLength(type, at, type.Element!.HeadByteCount)
            ),
            AbiKind.FixedArray => ReadFrame(ref reader, type, at, type.Size),
            AbiKind.Tuple => ReadFrame(ref reader, type, at, type.Components.Count),
            _ => ReadWord(ref reader, type, at),
        };

    private static object[] ReadFrame(ref AbiReader reader, AbiType type, int frame, int count)
    {
        reader.RequireFrame(type, frame);
        object[] values = new object[count];
        int head = frame;
        for (int index = 0; index < count; index++)
        {
            AbiType member = type.TypeAt(index);
            values[index] = ReadMember(ref reader, member, head, frame);
            head += member.HeadByteCount;
        }

        return values;
    }
}
