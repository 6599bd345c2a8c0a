using System.Text.Json;

namespace Souk.Indexer.Decoding;

/// <summary>Reads parameters from the JSON that Solidity compilers write.</summary>
internal static class AbiJson
{
    /// <summary>The parameters listed under a property such as <c>inputs</c>; none when it is absent.</summary>
    /// <exception cref="FormatException">An entry without a known type.</exception>
    public static List<AbiParameter> ReadParameters(JsonElement entry, string property) =>
        entry.TryGetProperty(property, out JsonElement list) ? [.. list.EnumerateArray().Select(ReadParameter)] : [];

    public static string ReadText(JsonElement entry, string property) =>
        entry.TryGetProperty(property, out JsonElement value) ? value.GetString() ?? "" : "";

    public static bool ReadFlag(JsonElement entry, string property) =>
        entry.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    private static AbiParameter ReadParameter(JsonElement entry) =>
        new(ReadText(entry, "name"), ReadType(entry), ReadFlag(entry, "indexed"));

    private static AbiType ReadType(JsonElement entry)
    {
        string name = ReadText(entry, "type");
        return name.StartsWith("tuple", StringComparison.Ordinal)
            ? new SignatureReader(DescribeTuple(entry) + name["tuple".Length..]).ReadType()
            : AbiType.Parse(name);
    }

    /// <summary>The tuple as text, so that nesting and array suffixes have one parser.</summary>
    private static string DescribeTuple(JsonElement entry)
    {
        if (!entry.TryGetProperty("components", out JsonElement components))
        {
            throw new FormatException($"Tuple '{ReadText(entry, "name")}' has no components.");
        }

        IEnumerable<string> members = components
            .EnumerateArray()
            .Select(member => $"{DescribeType(member)} {ReadText(member, "name")}");
        return $"({string.Join(", ", members)})";
    }

    private static string DescribeType(JsonElement entry)
    {
        string name = ReadText(entry, "type");
        return name.StartsWith("tuple", StringComparison.Ordinal)
            ? DescribeTuple(entry) + name["tuple".Length..]
            : name;
    }
}
