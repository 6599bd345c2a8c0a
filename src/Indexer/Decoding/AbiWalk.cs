namespace Souk.Indexer.Decoding;

/// <summary>Follows values through encoded data as <see cref="AbiDecoder"/> does, and makes none.</summary>
internal static class AbiWalk
{
    /// <param name="tuple">Its members have names.</param>
    /// <exception cref="AbiDecodingException">As decoding throws it.</exception>
    public static void CheckParameters(ref AbiReader reader, AbiType tuple)
    {
        int head = 0;
        for (int index = 0; index < tuple.Components.Count; index++)
        {
            AbiParameter parameter = tuple.Components[index];
            reader.Parameter = parameter.Name;
            CheckMember(ref reader, parameter.Type, head, frame: 0);
            head += parameter.Type.HeadByteCount;
        }
    }

    private static void CheckMember(ref AbiReader reader, AbiType type, int head, int frame) =>
        Check(ref reader, type, type.IsDynamic ? reader.ReadOffset(type, head, frame) : head);

    private static void Check(ref AbiReader reader, AbiType type, int at)
    {
        switch (type.Kind)
        {
            case AbiKind.Bytes or AbiKind.String:
                reader.ReadBytes(type, at);
                break;
            case AbiKind.Array:
                int length = reader.ReadLength(type, at, type.Element!.HeadByteCount);
                CheckFrame(ref reader, type, at + AbiType.WordByteCount, length);
                break;
            case AbiKind.FixedArray:
                CheckFrame(ref reader, type, at, type.Size);
                break;
            case AbiKind.Tuple:
                CheckFrame(ref reader, type, at, type.Components.Count);
                break;
            default:
                reader.ReadWord(type, at);
                break;
        }
    }

    private static void CheckFrame(ref AbiReader reader, AbiType type, int frame, int count)
    {
        reader.RequireFrame(type, frame);
        int head = frame;
        for (int index = 0; index < count; index++)
        {
            AbiType member = type.TypeAt(index);
            CheckMember(ref reader, member, head, frame);
            head += member.HeadByteCount;
        }
    }
}
