namespace Souk.Indexer.Scale;

/// <summary>Passes over values without an object, and knows which types always have the same length.</summary>
internal sealed class ScaleSizes(IReadOnlyDictionary<int, ScaleType> types)
{
    /// <summary>Deepest nesting of types; deeper ones are read no further.</summary>
    public const int DepthMax = 32;

    private const int Varying = -1;

    private readonly Dictionary<int, int> _fixed = [];

    /// <exception cref="ScaleException">The metadata do not describe it.</exception>
    public ScaleType TypeOf(int id) =>
        types.TryGetValue(id, out ScaleType? type)
            ? type
            : throw new ScaleException($"The metadata name type {id} and do not describe it.");

    /// <summary>Moves behind a value.</summary>
    /// <exception cref="ScaleException">The bytes are no such value.</exception>
    public void Skip(ref ScaleReader reader, int id, int depth = 0)
    {
        if (FixedOf(id, depth) is var size and >= 0)
        {
            reader.Take(size);
            return;
        }

        RequireDepth(depth);
        ScaleType type = TypeOf(id);
        switch (type.Kind)
        {
            case ScaleKind.Compact:
                reader.Compact();
                break;
            case ScaleKind.Text:
                reader.Take(reader.CompactCount());
                break;
            case ScaleKind.BitSequence:
                SkipBits(ref reader, type);
                break;
            case ScaleKind.Sequence:
                SkipMany(ref reader, type.Element, reader.CompactCount(), depth);
                break;
            case ScaleKind.Array:
                SkipMany(ref reader, type.Element, type.Size, depth);
                break;
            case ScaleKind.Variant:
                Skip(ref reader, VariantOf(type, reader.U8()).Fields, depth + 1);
                break;
            default:
                Skip(ref reader, type.Fields, depth + 1);
                break;
        }
    }

    public void Skip(ref ScaleReader reader, IReadOnlyList<ScaleField> fields, int depth = 0)
    {
        for (int index = 0; index < fields.Count; index++)
        {
            Skip(ref reader, fields[index].Type, depth);
        }
    }

    /// <exception cref="ScaleException">There is none of that number.</exception>
    public static ScaleVariant VariantOf(ScaleType type, byte index)
    {
        for (int place = 0; place < type.Variants.Count; place++)
        {
            if (type.Variants[place].Index == index)
            {
                return type.Variants[place];
            }
        }

        throw new ScaleException($"{type.Path} has no variant {index}.");
    }

    private void SkipMany(ref ScaleReader reader, int element, int count, int depth)
    {
        if (FixedOf(element, depth + 1) is var size and >= 0)
        {
            long byteCount = (long)size * count;
            reader.Take(byteCount <= reader.Remaining ? (int)byteCount : reader.Remaining + 1);
            return;
        }

        for (int left = count; left > 0; left--)
        {
            Skip(ref reader, element, depth + 1);
        }
    }

    /// <summary>Bits lie in whole words of their store.</summary>
    private void SkipBits(ref ScaleReader reader, ScaleType type)
    {
        int bitCount = reader.CompactCount();
        int wordBits = TypeOf(type.Element).Size;
        int wordCount = (int)(((long)bitCount + wordBits - 1) / wordBits);
        reader.Take(wordCount * (wordBits / 8));
    }

    private int FixedOf(int id, int depth)
    {
        if (_fixed.TryGetValue(id, out int known))
        {
            return known;
        }

        RequireDepth(depth);
        // A type that holds itself has no fixed length, so the answer stands in while it is looked for.
        _fixed[id] = Varying;
        int size = Measure(TypeOf(id), depth + 1);
        _fixed[id] = size;
        return size;
    }

    private int Measure(ScaleType type, int depth) =>
        type.Kind switch
        {
            ScaleKind.Bool => 1,
            ScaleKind.Unsigned or ScaleKind.Signed => type.Size / 8,
            ScaleKind.Array => FixedOf(type.Element, depth) is var size and >= 0
            && (long)size * type.Size is var all and <= int.MaxValue
                ? (int)all
                : Varying,
            ScaleKind.Composite or ScaleKind.Tuple => Measure(type.Fields, depth),
            _ => Varying,
        };

    private int Measure(IReadOnlyList<ScaleField> fields, int depth)
    {
        int total = 0;
        foreach (ScaleField field in fields)
        {
            int size = FixedOf(field.Type, depth);
            if (size < 0 || total > int.MaxValue - size)
            {
                return Varying;
            }

            total += size;
        }

        return total;
    }

    private static void RequireDepth(int depth)
    {
        if (depth > DepthMax)
        {
            throw new ScaleException($"Types nest more than {DepthMax} deep.");
        }
    }
}
