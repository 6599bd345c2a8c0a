namespace Souk.Indexer.Scale;

/// <summary>Reads metadata of format 14 or 15. Nodes answer state_getMetadata in 14.</summary>
/// <remarks>Source: polkadot-sdk's frame-metadata and scale-info, whose types describe themselves.</remarks>
internal static class MetadataReader
{
    /// <summary>"meta" in ASCII.</summary>
    private const uint Magic = 0x6174656d;

    /// <summary>Types, pallets, fields: more are a damaged reply.</summary>
    private const int CountMax = 100_000;

    private static readonly string[] Primitives =
    [
        "bool",
        "char",
        "str",
        "u8",
        "u16",
        "u32",
        "u64",
        "u128",
        "u256",
        "i8",
        "i16",
        "i32",
        "i64",
        "i128",
        "i256",
    ];

    public static RuntimeMetadata Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ScaleReader(bytes);
        uint magic = reader.U32();
        if (magic != Magic)
        {
            throw new ScaleException($"This is no metadata: it begins with 0x{magic:x8}, not with 'meta'.");
        }

        int version = reader.U8();
        if (version is not (14 or 15))
        {
            throw new ScaleException($"Metadata have format {version}; formats 14 and 15 are known.");
        }

        Dictionary<int, ScaleType> types = ReadTypes(ref reader);
        int count = Count(ref reader);
        List<RuntimePallet> pallets = new(count);
        for (int index = 0; index < count; index++)
        {
            pallets.Add(ReadPallet(ref reader, version));
        }

        return new RuntimeMetadata(version, types, pallets);
    }

    private static Dictionary<int, ScaleType> ReadTypes(ref ScaleReader reader)
    {
        int count = Count(ref reader);
        Dictionary<int, ScaleType> types = new(count);
        for (int index = 0; index < count; index++)
        {
            int id = reader.CompactCount();
            string path = string.Join("::", ReadTexts(ref reader));
            SkipParameters(ref reader);
            types[id] = ReadDefinition(ref reader, path);
            ReadTexts(ref reader);
        }

        return types;
    }

    private static void SkipParameters(ref ScaleReader reader)
    {
        for (int left = Count(ref reader); left > 0; left--)
        {
            reader.Text();
            if (HasNext(ref reader))
            {
                reader.CompactCount();
            }
        }
    }

    private static ScaleType ReadDefinition(ref ScaleReader reader, string path)
    {
        byte kind = reader.U8();
        return kind switch
        {
            0 => new ScaleType(ScaleKind.Composite, path, 0, -1) { Fields = ReadFields(ref reader) },
            1 => new ScaleType(ScaleKind.Variant, path, 0, -1) { Variants = ReadVariants(ref reader) },
            2 => new ScaleType(ScaleKind.Sequence, path, 0, reader.CompactCount()),
            3 => ReadArray(ref reader, path),
            4 => new ScaleType(ScaleKind.Tuple, path, 0, -1) { Fields = ReadTuple(ref reader) },
            5 => ReadPrimitive(ref reader, path),
            6 => new ScaleType(ScaleKind.Compact, path, 0, reader.CompactCount()),
            7 => ReadBits(ref reader, path),
            _ => throw new ScaleException($"Metadata describe type {path} in way {kind}; ways 0 to 7 are known."),
        };
    }

    private static ScaleType ReadArray(ref ScaleReader reader, string path)
    {
        uint size = reader.U32();
        return size <= CountMax
            ? new ScaleType(ScaleKind.Array, path, (int)size, reader.CompactCount())
            : throw new ScaleException($"Metadata describe an array of {size} elements; the limit is {CountMax}.");
    }

    private static ScaleType ReadPrimitive(ref ScaleReader reader, string path)
    {
        byte index = reader.U8();
        string name =
            index < Primitives.Length
                ? Primitives[index]
                : throw new ScaleException($"Metadata have primitive type {index}; {Primitives.Length} are known.");
        return name switch
        {
            "bool" => new ScaleType(ScaleKind.Bool, path, 0, -1),
            "char" => new ScaleType(ScaleKind.Unsigned, path, 32, -1),
            "str" => new ScaleType(ScaleKind.Text, path, 0, -1),
            _ => new ScaleType(
                name[0] == 'u' ? ScaleKind.Unsigned : ScaleKind.Signed,
                path,
                int.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture),
                -1
            ),
        };
    }

    private static ScaleType ReadBits(ref ScaleReader reader, string path)
    {
        int store = reader.CompactCount();
        reader.CompactCount();
        return new ScaleType(ScaleKind.BitSequence, path, 0, store);
    }

    private static List<ScaleField> ReadTuple(ref ScaleReader reader)
    {
        int count = Count(ref reader);
        List<ScaleField> fields = new(count);
        for (int index = 0; index < count; index++)
        {
            fields.Add(new ScaleField(null, reader.CompactCount(), null));
        }

        return fields;
    }

    private static List<ScaleField> ReadFields(ref ScaleReader reader)
    {
        int count = Count(ref reader);
        List<ScaleField> fields = new(count);
        for (int index = 0; index < count; index++)
        {
            string? name = HasNext(ref reader) ? reader.Text() : null;
            int type = reader.CompactCount();
            string? typeName = HasNext(ref reader) ? reader.Text() : null;
            ReadTexts(ref reader);
            fields.Add(new ScaleField(name, type, typeName));
        }

        return fields;
    }

    private static List<ScaleVariant> ReadVariants(ref ScaleReader reader)
    {
        int count = Count(ref reader);
        List<ScaleVariant> variants = new(count);
        for (int index = 0; index < count; index++)
        {
            string name = reader.Text();
            List<ScaleField> fields = ReadFields(ref reader);
            byte number = reader.U8();
            ReadTexts(ref reader);
            variants.Add(new ScaleVariant(name, number, fields));
        }

        return variants;
    }

    private static RuntimePallet ReadPallet(ref ScaleReader reader, int version)
    {
        string name = reader.Text();
        Dictionary<string, RuntimeStorage> storage = HasNext(ref reader) ? ReadStorage(ref reader) : [];
        SkipOptionalType(ref reader);
        int? events = HasNext(ref reader) ? reader.CompactCount() : null;
        for (int left = Count(ref reader); left > 0; left--)
        {
            reader.Text();
            reader.CompactCount();
            reader.Take(reader.CompactCount());
            ReadTexts(ref reader);
        }

        SkipOptionalType(ref reader);
        byte index = reader.U8();
        if (version == 15)
        {
            ReadTexts(ref reader);
        }

        return new RuntimePallet(name, index, events, storage);
    }

    private static Dictionary<string, RuntimeStorage> ReadStorage(ref ScaleReader reader)
    {
        Dictionary<string, RuntimeStorage> entries = [];
        reader.Text();
        for (int left = Count(ref reader); left > 0; left--)
        {
            string name = reader.Text();
            reader.U8();
            bool isMap = reader.U8() != 0;
            byte[] hashers = isMap ? reader.Take(Count(ref reader)).ToArray() : [];
            if (isMap)
            {
                reader.CompactCount();
            }

            entries[name] = new RuntimeStorage(reader.CompactCount(), hashers);

            reader.Take(reader.CompactCount());
            ReadTexts(ref reader);
        }

        return entries;
    }

    private static void SkipOptionalType(ref ScaleReader reader)
    {
        if (HasNext(ref reader))
        {
            reader.CompactCount();
        }
    }

    private static List<string> ReadTexts(ref ScaleReader reader)
    {
        int count = Count(ref reader);
        List<string> texts = new(count);
        for (int index = 0; index < count; index++)
        {
            texts.Add(reader.Text());
        }

        return texts;
    }

    private static bool HasNext(ref ScaleReader reader) =>
        reader.U8() switch
        {
            0 => false,
            1 => true,
            byte other => throw new ScaleException($"An optional value begins with {other} at byte {reader.Position}."),
        };

    private static int Count(ref ScaleReader reader)
    {
        int count = reader.CompactCount();
        return count <= CountMax
            ? count
            : throw new ScaleException($"A list of {count} at byte {reader.Position} is beyond {CountMax}.");
    }
}
