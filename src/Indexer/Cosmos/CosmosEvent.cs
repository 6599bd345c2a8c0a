using System.Text;
using System.Text.Json;
using Souk.Indexer.Encodings;

namespace Souk.Indexer.Cosmos;

/// <summary>One event as a node gave it.</summary>
internal sealed record CosmosEvent(string Type, IReadOnlyList<CosmosAttribute> Attributes)
{
    /// <exception cref="FormatException">It is no event of the dialect.</exception>
    public static CosmosEvent Read(JsonElement json, CosmosDialect dialect) =>
        new(
            CosmosJson.Text(json, "type"),
            [
                .. CosmosJson
                    .Items(json, "attributes")
                    .Select(entry => new CosmosAttribute(
                        BytesOf(entry, "key", dialect),
                        BytesOf(entry, "value", dialect)
                    )),
            ]
        );

    /// <summary>The first value of a key as text; null where there is none.</summary>
    public string? Find(string key) =>
        Attributes.FirstOrDefault(attribute => attribute.Key == key) is { } found
            ? Encoding.UTF8.GetString(found.Value)
            : null;

    /// <summary>As nodes store it: abci.Event of CometBFT.</summary>
    public byte[] ToBytes()
    {
        ProtoWriter writer = new ProtoWriter().Bytes(1, Encoding.UTF8.GetBytes(Type));
        foreach (CosmosAttribute attribute in Attributes)
        {
            writer.Message(2, new ProtoWriter().Bytes(1, attribute.KeyBytes).Bytes(2, attribute.Value).ToArray());
        }

        return writer.ToArray();
    }

    private static byte[] BytesOf(JsonElement json, string name, CosmosDialect dialect)
    {
        string text =
            json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
                ? value.GetString()!
                : "";
        if (!dialect.IsBase64)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw new FormatException($"{name} '{text}' of an attribute is not base64, as the node's version has it");
        }
    }
}

/// <param name="KeyBytes">UTF-8.</param>
/// <param name="Value">UTF-8 as a rule.</param>
internal sealed record CosmosAttribute(byte[] KeyBytes, byte[] Value)
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    public CosmosAttribute(string key, string value)
        : this(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value)) { }

    public string Key { get; } = Encoding.UTF8.GetString(KeyBytes);

    /// <exception cref="FormatException">It is not UTF-8.</exception>
    public string Text()
    {
        try
        {
            return Strict.GetString(Value);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException($"attribute {Key} is not text");
        }
    }
}
