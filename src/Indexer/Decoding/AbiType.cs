using System.Globalization;

namespace Souk.Indexer.Decoding;

/// <summary>A Solidity type as the contract ABI encodes it.</summary>
/// <remarks>Source: Solidity documentation, "Contract ABI Specification". <c>fixed</c> and <c>ufixed</c> are not
/// supported: no compiler emits them.</remarks>
public sealed class AbiType
{
    public const int WordByteCount = 32;

    /// <summary>Longest row of heads in one type; keeps a typing error such as <c>uint[999999999]</c> harmless.
    /// </summary>
    public const int FrameByteCountMax = 1 << 20;

    /// <summary>Deepest nesting of arrays and tuples.</summary>
    public const int DepthMax = 16;

    private AbiType(AbiKind kind, int size, string canonicalName)
    {
        Kind = kind;
        Size = size;
        CanonicalName = canonicalName;
        IsDynamic = kind is AbiKind.Bytes or AbiKind.String or AbiKind.Array;
        FrameByteCount = WordByteCount;
    }

    public AbiKind Kind { get; }

    /// <summary>Bits of an integer, bytes of a <c>bytesN</c>, elements of a fixed array; 0 for all else.</summary>
    public int Size { get; }

    /// <summary>The element type of an array, else null.</summary>
    public AbiType? Element { get; private init; }

    /// <summary>The members of a tuple, else empty.</summary>
    public IReadOnlyList<AbiParameter> Components { get; private init; } = [];

    /// <summary>Encoded behind an offset rather than in place.</summary>
    public bool IsDynamic { get; private init; }

    /// <summary>One word that an indexed parameter shows in its topic; every other type shows a hash there.</summary>
    public bool IsWord => Kind <= AbiKind.FixedBytes;

    /// <summary>The name that signatures are hashed over: <c>uint256</c>, <c>(address,bytes32[2])[]</c>.</summary>
    public string CanonicalName { get; }

    /// <summary>Bytes taken in place: a word for a dynamic type (its offset), else the whole value.</summary>
    internal int HeadByteCount => IsDynamic ? WordByteCount : FrameByteCount;

    /// <summary>Bytes of the heads inside a tuple or a fixed array; of no meaning for <c>T[]</c>.</summary>
    internal int FrameByteCount { get; private init; }

    internal int Depth { get; private init; }

    /// <summary>Reads a type: <c>uint</c>, <c>bytes32[2][]</c>, <c>(address,uint256)</c>, <c>tuple(address a)</c>.</summary>
    /// <exception cref="FormatException">Not a type of the contract ABI, or beyond its limits here.</exception>
    public static AbiType Parse(string canonicalOrTuple)
    {
        var reader = new SignatureReader(canonicalOrTuple);
        AbiType type = reader.ReadType();
        reader.ExpectEnd();
        return type;
    }

    /// <summary>The type of an elementary name, or null if there is none such.</summary>
    internal static AbiType? FromElementaryName(string name) =>
        name switch
        {
            "address" => new AbiType(AbiKind.Address, 0, name),
            "bool" => new AbiType(AbiKind.Bool, 0, name),
            "string" => new AbiType(AbiKind.String, 0, name),
            "bytes" => new AbiType(AbiKind.Bytes, 0, name),
            "function" => new AbiType(AbiKind.FixedBytes, 24, name),
            "uint" => new AbiType(AbiKind.Unsigned, 256, "uint256"),
            "int" => new AbiType(AbiKind.Signed, 256, "int256"),
            _ => FromSizedName(name, "uint", AbiKind.Unsigned, unit: 8, sizeMax: 256)
                ?? FromSizedName(name, "int", AbiKind.Signed, unit: 8, sizeMax: 256)
                ?? FromSizedName(name, "bytes", AbiKind.FixedBytes, unit: 1, sizeMax: 32),
        };

    /// <summary><c>element[length]</c>, or <c>element[]</c> without a length.</summary>
    /// <exception cref="FormatException">Beyond the limits above, or a length of zero.</exception>
    internal static AbiType ArrayOf(AbiType element, int? length)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{element.CanonicalName}[{length}]");
        if (length == 0)
        {
            throw new FormatException($"'{name}' has no elements: Solidity knows no such type.");
        }

        long frameByteCount = (long)element.HeadByteCount * (length ?? 0);
        RequireLimits(name, frameByteCount, element.Depth + 1);
        return new AbiType(length is null ? AbiKind.Array : AbiKind.FixedArray, length ?? 0, name)
        {
            Element = element,
            IsDynamic = length is null || element.IsDynamic,
            FrameByteCount = (int)frameByteCount,
            Depth = element.Depth + 1,
        };
    }

    internal static AbiType TupleOf(IReadOnlyList<AbiParameter> components)
    {
        string name = $"({string.Join(',', components.Select(component => component.Type.CanonicalName))})";
        long frameByteCount = components.Sum(component => (long)component.Type.HeadByteCount);
        int depth = 1 + components.Select(component => component.Type.Depth).DefaultIfEmpty().Max();
        RequireLimits(name, frameByteCount, depth);
        return new AbiType(AbiKind.Tuple, 0, name)
        {
            Components = components,
            IsDynamic = components.Any(component => component.Type.IsDynamic),
            FrameByteCount = (int)frameByteCount,
            Depth = depth,
        };
    }

    /// <summary>The type of an element of an array or of a member of a tuple.</summary>
    internal AbiType TypeAt(int index) => Element ?? Components[index].Type;

    public override string ToString() => CanonicalName;

    private static AbiType? FromSizedName(string name, string stem, AbiKind kind, int unit, int sizeMax)
    {
        // A leading zero or sign would give one type two names, and so two signatures.
        bool isSized =
            name.StartsWith(stem, StringComparison.Ordinal)
            && name.Length > stem.Length
            && name[stem.Length] is >= '1' and <= '9'
            && int.TryParse(name.AsSpan(stem.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int size)
            && size <= sizeMax
            && size % unit == 0;
        return isSized
            ? new AbiType(kind, int.Parse(name.AsSpan(stem.Length), CultureInfo.InvariantCulture), name)
            : null;
    }

    private static void RequireLimits(string name, long frameByteCount, int depth)
    {
        if (frameByteCount > FrameByteCountMax)
        {
            throw new FormatException(
                $"'{name}' has {frameByteCount} bytes of heads; the limit is {FrameByteCountMax}."
            );
        }

        if (depth > DepthMax)
        {
            throw new FormatException($"'{name}' nests {depth} levels deep; the limit is {DepthMax}.");
        }
    }
}
