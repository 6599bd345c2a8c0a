using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Souk.Indexer.Decoding;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Decoding;

/// <summary>Some values and the types that they encode as.</summary>
internal sealed record Encodable(AbiType[] Types, object[] Values)
{
    public byte[] Encode() => AbiEncoder.Encode(Types, Values);

    public override string ToString() => $"({string.Join<AbiType>(',', Types)}) {AbiGenerators.Describe(Values)}";
}

/// <summary>An event and logs that it might have written.</summary>
internal sealed record EventLogs(EventSignature Signature, (Hash32[] Topics, byte[] Data)[] Logs)
{
    public override string ToString() =>
        $"{string.Join(", ", Signature.Parameters)} "
        + string.Join(
            "; ",
            Logs.Select(log => $"[{string.Join(", ", log.Topics)}] {Convert.ToHexStringLower(log.Data)}")
        );
}

/// <summary>Random types and values of the contract ABI.</summary>
internal static class AbiGenerators
{
    private const int NestingMax = 3;

    public static Gen<Encodable> Encodables =>
        from count in Gen.Choose(0, 5)
        from types in Gen.ArrayOf(Type(NestingMax), count)
        from values in Values(types)
        select new Encodable(types, values);

    /// <summary>Data that was an encoding before some of its bytes, words or its length changed.</summary>
    public static Gen<(AbiType[] Types, byte[] Data)> Mutants =>
        from encodable in Encodables
        let data = encodable.Encode()
        from mutations in Gen.Choose(1, 4)
        from kinds in Gen.ArrayOf(Gen.Choose(0, 4), mutations)
        from places in Gen.ArrayOf(Gen.Choose(0, Math.Max(0, data.Length - 1)), mutations)
        from bytes in Gen.ArrayOf(Gen.Choose(0, 255), mutations)
        select (encodable.Types, Mutate(data, kinds, places, bytes));

    /// <summary>An event of any types, indexed or not, and some of its logs; every third is damaged.</summary>
    public static Gen<EventLogs> Events =>
        from count in Gen.Choose(0, 5)
        from types in Gen.ArrayOf(Type(NestingMax), count)
        from indexed in Gen.ArrayOf(Gen.Choose(0, 3), count)
        from anonymous in Gen.Choose(0, 3)
        let signature = Signature(types, indexed, anonymous == 0)
        from logCount in Gen.Choose(1, 6)
        from logs in Gen.ArrayOf(Log(signature), logCount)
        select new EventLogs(signature, logs);

    /// <summary>Text that differs when values differ, whatever their nesting.</summary>
    public static string Describe(object value) =>
        value switch
        {
            object[] members => $"[{string.Join(", ", members.Select(Describe))}]",
            byte[] bytes => Hex.From(bytes),
            string text => $"\"{text}\"",
            _ => $"{value.GetType().Name} {value}",
        };

    private static EventSignature Signature(AbiType[] types, int[] indexed, bool isAnonymous)
    {
        int left = EventSignature.TopicCountMax - 1;
        IEnumerable<string> parameters = types.Select(
            (type, index) =>
                $"{type}{(indexed[index] == 0 && left-- > 0 ? " indexed" : "")} {(index == 1 ? "" : $"p{index}")}"
        );
        return EventSignature.Parse($"E({string.Join(", ", parameters)}){(isAnonymous ? " anonymous" : "")}");
    }

    private static Gen<(Hash32[] Topics, byte[] Data)> Log(EventSignature signature) =>
        from values in Values(signature.Parameters.Select(parameter => parameter.Type))
        from hash in Bytes(Hash32.ByteCount)
        let topics = TopicsOf(signature, values, Hash32.FromBytes(hash))
        let data = DataOf(signature, values)
        from damage in Gen.Choose(0, 5)
        from kind in Gen.Choose(0, 4)
        from place in Gen.Choose(0, Math.Max(0, data.Length - 1))
        from value in Gen.Choose(0, 255)
        select damage switch
        {
            0 => (topics, Mutate(data, [kind], [place], [value])),
            1 => (topics.Select((topic, i) => i == topics.Length - 1 ? Hash32.FromBytes(hash) : topic).ToArray(), data),
            2 => (topics, [.. data, (byte)value]),
            _ => (topics, data),
        };

    private static Hash32[] TopicsOf(EventSignature signature, object[] values, Hash32 hash) =>
        [
            .. signature.IsAnonymous ? [] : new[] { signature.Topic0 },
            .. signature
                .Parameters.Zip(values)
                .Where(pair => pair.First.IsIndexed)
                .Select(pair =>
                    pair.First.Type.IsWord
                        ? Hash32.FromBytes(AbiEncoder.Encode([pair.First.Type], [pair.Second]))
                        : hash
                ),
        ];

    private static byte[] DataOf(EventSignature signature, object[] values) =>
        AbiEncoder.Encode(signature.Data, [.. values.Where((_, index) => !signature.Parameters[index].IsIndexed)]);

    private static Gen<AbiType> Type(int nesting)
    {
        Gen<AbiType> word = Gen.OneOf(
            Gen.Choose(1, 32).Select(bytes => AbiType.Parse($"uint{8 * bytes}")),
            Gen.Choose(1, 32).Select(bytes => AbiType.Parse($"int{8 * bytes}")),
            Gen.Choose(1, 32).Select(bytes => AbiType.Parse($"bytes{bytes}")),
            Gen.Elements("address", "bool", "bytes", "string", "function").Select(AbiType.Parse)
        );
        return nesting == 0
            ? word
            : Gen.Frequency(
                (3, word),
                (1, Type(nesting - 1).Select(element => AbiType.Parse($"{element}[]"))),
                (
                    1,
                    from element in Type(nesting - 1)
                    from n in Gen.Choose(1, 3)
                    select AbiType.Parse($"{element}[{n}]")
                ),
                (
                    1,
                    from count in Gen.Choose(1, 3)
                    from members in Gen.ArrayOf(Type(nesting - 1), count)
                    select AbiType.Parse($"({string.Join<AbiType>(',', members)})")
                )
            );
    }

    private static Gen<object[]> Values(IEnumerable<AbiType> types) =>
        types.Aggregate(
            Gen.Constant(Array.Empty<object>()),
            (values, type) => from before in values from value in Value(type) select before.Append(value).ToArray()
        );

    private static Gen<object> Value(AbiType type) =>
        type.Kind switch
        {
            AbiKind.Unsigned => Bytes(type.Size / 8).Select(bytes => (object)new BigInteger(bytes, isUnsigned: true)),
            AbiKind.Signed => Bytes(type.Size / 8).Select(bytes => (object)new BigInteger(bytes)),
            AbiKind.Address => Bytes(Address.ByteCount).Select(bytes => (object)new Address(bytes)),
            AbiKind.Bool => Gen.Elements<object>(true, false),
            AbiKind.FixedBytes => Bytes(type.Size).Select(bytes => (object)bytes),
            AbiKind.Bytes => Gen.Choose(0, 70).SelectMany(Bytes).Select(bytes => (object)bytes),
            AbiKind.String => Gen.Choose(0, 40)
                .SelectMany(count => Gen.ArrayOf(Gen.Elements("a", "Z", "\0", "é", "€", "😀"), count))
                .Select(letters => (object)string.Concat(letters)),
            AbiKind.Array => Gen.Choose(0, 4)
                .SelectMany(count => Values(Enumerable.Repeat(type.Element!, count)))
                .Select(values => (object)values),
            AbiKind.FixedArray => Values(Enumerable.Repeat(type.Element!, type.Size)).Select(values => (object)values),
            _ => Values(type.Components.Select(component => component.Type)).Select(values => (object)values),
        };

    private static Gen<byte[]> Bytes(int count) =>
        Gen.OneOf(
            Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), count),
            Gen.Elements<byte>(0, 0x7F, 0x80, 0xFF).Select(value => Enumerable.Repeat(value, count).ToArray())
        );

    private static byte[] Mutate(byte[] data, int[] kinds, int[] places, int[] bytes)
    {
        for (int index = 0; index < kinds.Length; index++)
        {
            int place = Math.Min(places[index], data.Length - 1);
            if (place < 0)
            {
                break;
            }

            Span<byte> word = data.AsSpan(place / AbiType.WordByteCount * AbiType.WordByteCount);
            word = word[..Math.Min(AbiType.WordByteCount, word.Length)];
            switch (kinds[index])
            {
                case 0:
                    data = data[..place];
                    break;
                case 1:
                    word.Fill((byte)bytes[index]);
                    break;
                case 2:
                    // Offsets and lengths that lead somewhere: small multiples of a word.
                    word.Clear();
                    word[^1] = (byte)(bytes[index] / AbiType.WordByteCount * AbiType.WordByteCount);
                    break;
                case 3:
                    word[^Math.Min(4, word.Length)] = (byte)bytes[index];
                    break;
                default:
                    data[place] = (byte)bytes[index];
                    break;
            }
        }

        return data;
    }
}
