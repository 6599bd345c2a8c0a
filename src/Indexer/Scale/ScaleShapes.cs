using System.Globalization;

namespace Souk.Indexer.Scale;

/// <summary>Which type of the contract ABI a SCALE type is shown as, so that its values go into the same event tables as
/// those of contracts.</summary>
/// <remarks>Accounts of 20 and 32 bytes are addresses; numbers, texts, lists and tuples are themselves; a type around one
/// value is that value; an optional value is a list of none or one; an enumeration without fields is its name; any other
/// enumeration is its bytes, for the contract ABI has none.</remarks>
internal sealed class ScaleShapes(ScaleSizes types)
{
    private const int AbiDepthMax = 8;

    /// <summary>Name and types of an event, such as <c>StakeRemoved(address,uint64)</c>.</summary>
    /// <exception cref="ScaleException">A type that cannot be shown.</exception>
    public string Of(ScaleVariant variant) =>
        $"{variant.Name}({string.Join(',', variant.Fields.Select(field => Of(field.Type)))})";

    /// <exception cref="ScaleException">A type without a value, or one that nests too deep.</exception>
    public string Of(int id, int depth = 0)
    {
        ScaleType type = types.TypeOf(id);
        if (depth > AbiDepthMax)
        {
            throw new ScaleException($"Type {type.Path} nests more than {AbiDepthMax} deep.");
        }

        return type.Kind switch
        {
            ScaleKind.Bool => "bool",
            ScaleKind.Text => "string",
            ScaleKind.Unsigned => string.Create(CultureInfo.InvariantCulture, $"uint{type.Size}"),
            ScaleKind.Signed => string.Create(CultureInfo.InvariantCulture, $"int{type.Size}"),
            ScaleKind.BitSequence => "bytes",
            ScaleKind.Compact => Of(type.Element, depth + 1),
            ScaleKind.Variant => OfVariant(type, depth),
            ScaleKind.Sequence => IsByte(type.Element) ? "bytes" : $"{Of(type.Element, depth + 1)}[]",
            ScaleKind.Array when IsByte(type.Element) && type.Size is > 0 and <= 32 => string.Create(
                CultureInfo.InvariantCulture,
                $"bytes{type.Size}"
            ),
            ScaleKind.Array when IsByte(type.Element) => "bytes",
            ScaleKind.Array => string.Create(
                CultureInfo.InvariantCulture,
                $"{Of(type.Element, depth + 1)}[{type.Size}]"
            ),
            _ => OfFields(type, depth),
        };
    }

    /// <summary>Whether it is Rust's Option.</summary>
    public static bool IsOption(ScaleType type) =>
        type is { Path: "Option", Variants: [{ Name: "None", Fields.Count: 0 }, { Name: "Some", Fields.Count: 1 }] };

    public static bool IsEnumeration(ScaleType type) => type.Variants.All(variant => variant.Fields.Count == 0);

    /// <summary>Whether a type is a number of 256 bits in four words.</summary>
    public static bool IsWide(ScaleType type) => type.Path == "primitive_types::U256";

    /// <summary>Bytes of an account; 0 for all other types.</summary>
    public static int AccountBytesOf(ScaleType type) =>
        type is { Kind: ScaleKind.Composite, Fields.Count: 1 }
            ? type.Name switch
            {
                "AccountId32" => 32,
                "AccountId20" or "H160" => 20,
                _ => 0,
            }
            : 0;

    public bool IsByte(int id) => types.TypeOf(id) is { Kind: ScaleKind.Unsigned, Size: 8 };

    private string OfVariant(ScaleType type, int depth) =>
        IsOption(type) ? $"{Of(type.Variants[1].Fields[0].Type, depth + 1)}[]"
        : IsEnumeration(type) ? "string"
        : "bytes";

    private string OfFields(ScaleType type, int depth) =>
        AccountBytesOf(type) > 0 ? "address"
        : IsWide(type) ? "uint256"
        : type.Fields.Count switch
        {
            0 => throw new ScaleException($"Type {type.Path} has no value that could be shown."),
            1 => Of(type.Fields[0].Type, depth + 1),
            _ => $"({string.Join(',', type.Fields.Select(field => Of(field.Type, depth + 1)))})",
        };
}
