using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Souk.Kernel.Messages;

/// <summary>Between messages and the parts that travel: route, delimiter, signature, four JSON objects, buffers.</summary>
internal sealed class MessageCodec(MessageSigner signer)
{
    private const int JsonPartCount = 4;

    private static readonly byte[] _delimiter = Encoding.ASCII.GetBytes("<IDS|MSG>");

    // Nobody embeds these bytes in HTML; what is not ASCII stays readable.
    private static readonly JsonSerializerOptions _options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="KernelException">No delimiter, too few parts, a wrong signature, or no JSON object.</exception>
    public JupyterMessage Decode(IReadOnlyList<byte[]> parts)
    {
        int at = IndexOfDelimiter(parts);
        if (at < 0 || parts.Count < at + 2 + JsonPartCount)
        {
            throw new KernelException($"A message of {parts.Count} parts lacks its delimiter or its JSON.");
        }

        byte[][] json = [.. parts.Skip(at + 2).Take(JsonPartCount)];
        if (!signer.Verify(json, parts[at + 1]))
        {
            throw new KernelException("A message has a wrong signature.");
        }

        return new JupyterMessage(
            [.. parts.Take(at)],
            Parse(json[0], "header"),
            Parse(json[1], "parent header"),
            Parse(json[2], "metadata"),
            Parse(json[3], "content")
        );
    }

    public IReadOnlyList<byte[]> Encode(JupyterMessage message)
    {
        byte[][] json = [Bytes(message.Header), Bytes(message.Parent), Bytes(message.Metadata), Bytes(message.Content)];
        return [.. message.Route, _delimiter, Encoding.ASCII.GetBytes(signer.Sign(json)), .. json];
    }

    private static int IndexOfDelimiter(IReadOnlyList<byte[]> parts)
    {
        for (int part = 0; part < parts.Count; part++)
        {
            if (parts[part].AsSpan().SequenceEqual(_delimiter))
            {
                return part;
            }
        }

        return -1;
    }

    private static byte[] Bytes(JsonObject fields) => JsonSerializer.SerializeToUtf8Bytes(fields, _options);

    private static JsonObject Parse(byte[] json, string name)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject
                ?? throw new KernelException($"The {name} of a message is no JSON object.");
        }
        catch (JsonException exception)
        {
            throw new KernelException($"The {name} of a message is no JSON: {exception.Message}");
        }
    }
}
