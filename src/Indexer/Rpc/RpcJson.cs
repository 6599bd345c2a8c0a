using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Rpc;

/// <summary>Writes JSON-RPC requests; values of the chain go as hex.</summary>
internal static class RpcJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters =
        {
            new HexConverter<byte[]>(bytes => Hex.From(bytes)),
            new HexConverter<Address>(address => address.ToString()),
            new HexConverter<Hash32>(hash => hash.ToString()),
            new HexConverter<BigInteger>(Hex.Quantity),
        },
    };

    public static byte[] WriteCall(long id, RpcCall call) =>
        JsonSerializer.SerializeToUtf8Bytes(Envelope(id, call), Options);

    /// <summary>The calls as one batch; their ids count up from 0.</summary>
    public static byte[] WriteBatch(IReadOnlyList<RpcCall> calls) =>
        JsonSerializer.SerializeToUtf8Bytes(calls.Select((call, index) => Envelope(index, call)), Options);

    private static object Envelope(long id, RpcCall call) =>
        new
        {
            jsonrpc = "2.0",
            id,
            method = call.Method,
            @params = call.Parameters,
        };

    private sealed class HexConverter<T>(Func<T, string> toHex) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Requests are written, never read.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(toHex(value));
    }
}
