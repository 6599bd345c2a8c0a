using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Bench;

/// <summary>Serves a generated chain over HTTP on loopback, from memory and without a copy, so that the server takes
/// little of the machine that it shares with what is measured.</summary>
internal sealed class ReplayServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly GeneratedChain _chain;
    private readonly int _logsMax;

    /// <param name="logBlocksMax">Widest range of logs that is answered.</param>
    public ReplayServer(GeneratedChain chain, int logBlocksMax)
    {
        _chain = chain;
        _logsMax = logBlocksMax;
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed: the run is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient closed = client;
        client.NoDelay = true;
        NetworkStream stream = client.GetStream();
        byte[] buffer = new byte[1 << 20];
        int count = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(count));
            if (read == 0)
            {
                return;
            }

            count += read;
            if (FindBody(buffer.AsSpan(0, count)) is { } body)
            {
                using JsonDocument request = JsonDocument.Parse(buffer.AsMemory(body.Start, body.Length));
                await ReplyAsync(stream, Reply(request.RootElement));
                count = 0;
            }
        }
    }

    /// <summary>The request's body, once all of it is there. Clients of this server do not pipeline.</summary>
    private static (int Start, int Length)? FindBody(ReadOnlySpan<byte> request)
    {
        int end = request.IndexOf("\r\n\r\n"u8);
        int at = request.IndexOf("Content-Length: "u8);
        if (end < 0 || at < 0)
        {
            return null;
        }

        Utf8Parser.TryParse(request[(at + 16)..], out int length, out _);
        return request.Length >= end + 4 + length ? (end + 4, length) : null;
    }

    private static async Task ReplyAsync(NetworkStream stream, List<ReadOnlyMemory<byte>> parts)
    {
        long length = parts.Sum(part => (long)part.Length);
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        );
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        foreach (ReadOnlyMemory<byte> part in parts)
        {
            await stream.WriteAsync(part);
        }
    }

    private List<ReadOnlyMemory<byte>> Reply(JsonElement request)
    {
        if (request.ValueKind != JsonValueKind.Array)
        {
            return ReplyOne(request);
        }

        // In one piece: a write for each of many small parts would measure the kernel.
        var batch = new MemoryStream();
        foreach (JsonElement call in request.EnumerateArray())
        {
            batch.WriteByte(batch.Length == 0 ? (byte)'[' : (byte)',');
            ReplyOne(call).ForEach(part => batch.Write(part.Span));
        }

        batch.WriteByte((byte)']');
        return [batch.ToArray()];
    }

    private List<ReadOnlyMemory<byte>> ReplyOne(JsonElement call)
    {
        string id = call.GetProperty("id").GetRawText();
        JsonElement parameters = call.GetProperty("params");
        string method = call.GetProperty("method").GetString()!;
        if (method == "eth_getLogs" && RangeOf(parameters[0]) is var (from, to))
        {
            return to - from >= _logsMax
                ? [Utf8($"{{\"id\":{id},\"error\":{{\"code\":-32005,\"message\":\"block range is too large\"}}}}")]
                : [Utf8($"{{\"jsonrpc\":\"2.0\",\"id\":{id},\"result\":["), .. _chain.LogsJson(from, to), Utf8("]}")];
        }

        ReadOnlyMemory<byte> result = method switch
        {
            "eth_chainId" => Utf8($"\"{Hex.Quantity(GeneratedChain.ChainId)}\""),
            // Only the token's decimals are asked for.
            "eth_call" => Utf8($"\"0x{18:x64}\""),
            "eth_getBlockReceipts" => _chain.ReceiptsJson(_chain.NumberOf(parameters[0].GetString()!)),
            "eth_getBlockByHash" => _chain.HeaderJson(_chain.NumberOf(parameters[0].GetString()!)),
            "eth_getBlockByNumber" when NumberOf(parameters[0]) is var number && number < _chain.BlockCount =>
                _chain.HeaderJson(number),
            _ => Utf8("null"),
        };
        return [Utf8($"{{\"jsonrpc\":\"2.0\",\"id\":{id},\"result\":"), result, Utf8("}")];
    }

    private (int From, int To) RangeOf(JsonElement filter) =>
        (NumberOf(filter.GetProperty("fromBlock")), NumberOf(filter.GetProperty("toBlock")));

    private int NumberOf(JsonElement text) =>
        text.GetString() is { } number && number.StartsWith("0x", StringComparison.Ordinal)
            ? (int)Hex.ToLong(number)
            : _chain.BlockCount - 1;

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
