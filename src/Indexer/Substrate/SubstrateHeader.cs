using System.Buffers.Binary;
using System.Text.Json;
using Souk.Indexer.Rpc;
using Souk.Indexer.Scale;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Substrate;

/// <summary>A header as a node gives it, and the hash that it must have.</summary>
internal sealed record SubstrateHeader(long Number, Hash32 Parent, Hash32 Hash)
{
    /// <param name="json">What chain_getHeader answers.</param>
    /// <exception cref="FormatException">It is no header.</exception>
    public static SubstrateHeader Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("it is no header");
        }

        long number = Hex.ToLong(Text(json, "number"));
        var parent = Hash32.Parse(Text(json, "parentHash"));
        List<byte> bytes =
        [
            .. parent.ToBytes(),
            .. Compact(number),
            .. Hash32.Parse(Text(json, "stateRoot")).ToBytes(),
            .. Hash32.Parse(Text(json, "extrinsicsRoot")).ToBytes(),
        ];
        JsonElement logs = json.GetProperty("digest").GetProperty("logs");
        bytes.AddRange(Compact(logs.GetArrayLength()));
        foreach (JsonElement log in logs.EnumerateArray())
        {
            bytes.AddRange(Hex.Bytes(log.GetString() ?? ""));
        }

        return new SubstrateHeader(number, parent, Hash32.FromBytes(Blake2b256.Hash(bytes.ToArray())));
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) && value.GetString() is { } text
            ? text
            : throw new FormatException($"it lacks {name}");

    /// <summary>Numbers of headers have 32 bits.</summary>
    private static byte[] Compact(long value)
    {
        byte[] bytes = new byte[5];
        switch (value)
        {
            case < 1 << 6:
                return [(byte)(value << 2)];
            case < 1 << 14:
                BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)((value << 2) | 1));
                return bytes[..2];
            case < 1 << 30:
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)((value << 2) | 2));
                return bytes[..4];
            default:
                bytes[0] = 3;
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(1), checked((uint)value));
                return bytes;
        }
    }
}
