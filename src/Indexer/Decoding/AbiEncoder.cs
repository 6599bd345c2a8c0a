using System.Collections;
using System.Numerics;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Decoding;

/// <summary>Encodes values as the contract ABI lays them out.</summary>
/// <remarks>Accepted values: any integer type or <see cref="BigInteger"/>, <see cref="Address"/>, bool, string, byte[]
/// (bytes; bytesN of exactly N bytes), <see cref="Hash32"/> (bytes32), lists for arrays and tuples.</remarks>
public static class AbiEncoder
{
    /// <exception cref="ArgumentException">A value does not fit its type; names both.</exception>
    public static byte[] Encode(IReadOnlyList<AbiType> types, IReadOnlyList<object> values) =>
        Encode(AbiType.TupleOf([.. types.Select(type => new AbiParameter("", type))]), values);

    internal static byte[] Encode(AbiType tuple, IReadOnlyList<object> values)
    {
        var writer = new AbiWriter();
        WriteFrame(writer, tuple, values.ToArray());
        return writer.ToArray();
    }

    /// <summary>Heads of all members in a row, then the tails that the dynamic ones point to.</summary>
    private static void WriteFrame(AbiWriter writer, AbiType type, IList values)
    {
        int count = type.Kind switch
        {
            AbiKind.Tuple => type.Components.Count,
            AbiKind.FixedArray => type.Size,
            _ => values.Count,
        };
        if (values.Count != count)
        {
            throw new ArgumentException($"'{type}' takes {count} values, not {values.Count}.");
        }

        int frame = writer.Reserve(
            type.Kind == AbiKind.Array ? count * type.Element!.HeadByteCount : type.FrameByteCount
        );
        int head = frame;
        for (int index = 0; index < count; index++)
        {
            AbiType member = type.TypeAt(index);
            if (member.IsDynamic)
            {
                writer.WriteInteger(head, writer.Length - frame);
                WriteTail(writer, member, values[index]);
            }
            else
            {
                WriteInPlace(writer, head, member, values[index]);
            }

            head += member.HeadByteCount;
        }
    }

    private static void WriteTail(AbiWriter writer, AbiType type, object? value)
    {
        switch (type.Kind)
        {
            case AbiKind.Bytes or AbiKind.String:
                byte[] bytes = AbiValue.ToBytes(type, value);
                writer.WriteInteger(writer.Reserve(AbiType.WordByteCount), bytes.Length);
                writer.AppendPadded(bytes);
                break;
            case AbiKind.Array:
                IList elements = AbiValue.ToList(type, value);
                writer.WriteInteger(writer.Reserve(AbiType.WordByteCount), elements.Count);
                WriteFrame(writer, type, elements);
                break;
            default:
                WriteFrame(writer, type, AbiValue.ToList(type, value));
                break;
        }
    }

    private static void WriteInPlace(AbiWriter writer, int head, AbiType type, object? value)
    {
        if (type.IsWord)
        {
            WriteWord(writer, head, type, value);
            return;
        }

        IList members = AbiValue.ToList(type, value);
        int count = type.Kind == AbiKind.Tuple ? type.Components.Count : type.Size;
        if (members.Count != count)
        {
            throw new ArgumentException($"'{type}' takes {count} values, not {members.Count}.");
        }

        for (int index = 0; index < count; index++)
        {
            WriteInPlace(writer, head, type.TypeAt(index), members[index]);
            head += type.TypeAt(index).HeadByteCount;
        }
    }

    private static void WriteWord(AbiWriter writer, int head, AbiType type, object? value)
    {
        switch (type.Kind)
        {
            case AbiKind.Unsigned or AbiKind.Signed:
                writer.WriteInteger(head, AbiValue.ToInteger(type, value));
                break;
            case AbiKind.Bool:
                writer.WriteInteger(head, value is bool flag ? (flag ? 1 : 0) : throw AbiValue.Misfit(type, value));
                break;
            case AbiKind.Address:
                Address address = value is Address some ? some : throw AbiValue.Misfit(type, value);
                address.CopyTo(writer.Word(head)[(AbiType.WordByteCount - Address.ByteCount)..]);
                break;
            default:
                AbiValue.ToBytes(type, value).CopyTo(writer.Word(head));
                break;
        }
    }
}
