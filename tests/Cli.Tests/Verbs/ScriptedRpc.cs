using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Souk.Cli.Tests.Verbs;

/// <summary>A JSON-RPC endpoint on loopback of a chain of three blocks; the last has a log of one contract.</summary>
internal sealed class ScriptedRpc : IDisposable
{
    public const string Contract = "0x1111111111111111111111111111111111111111";
    private readonly HttpListener _listener = new();
    private int _headsAsked;

    public ScriptedRpc()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        probe.Stop();
        _listener.Prefixes.Add(Url.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Url { get; }

    public int ChainId { get; init; } = 31337;

    /// <summary>Takes the place of every reply.</summary>
    public string? Body { get; set; }

    /// <summary>The log's data.</summary>
    public string Data { get; set; } = "0x";

    /// <summary>Whether the log is left out.</summary>
    public bool IsForgetful { get; set; }

    /// <summary>Told how often the head was asked for since this was set.</summary>
    public Action<int>? OnHeadAsked
    {
        get;
        set => (field, _headsAsked) = (value, 0);
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                JsonNode request = (await JsonNode.ParseAsync(context.Request.InputStream))!;
                string reply = request is JsonArray batch
                    ? $"[{string.Join(',', batch.Select(call => Reply(call!)))}]"
                    : Reply(request);
                byte[] body = Encoding.UTF8.GetBytes(Body ?? reply);
                context.Response.ContentLength64 = body.Length;
                await context.Response.OutputStream.WriteAsync(body);
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Disposed: the test is over.
        }
    }

    private string Reply(JsonNode call)
    {
        string result = call["method"]!.GetValue<string>() switch
        {
            "eth_chainId" => $"\"0x{ChainId:x}\"",
            "eth_getBlockByNumber" => Look(call["params"]![0]!.GetValue<string>()),
            "eth_getLogs" => IsForgetful || !Covers(call["params"]![0]!) ? "[]" : Log(),
            "eth_getCode" => "\"0x60\"",
            _ => "",
        };
        string answer =
            result.Length > 0 ? $"\"result\":{result}" : "\"error\":{\"code\":-32601,\"message\":\"not served\"}";
        return $"{{\"jsonrpc\":\"2.0\",\"id\":{call["id"]},{answer}}}";
    }

    private string Look(string name)
    {
        if (name == "latest")
        {
            OnHeadAsked?.Invoke(++_headsAsked);
        }

        return Block(name);
    }

    private static bool Covers(JsonNode filter) =>
        filter["blockHash"] is { } hash
            ? hash.GetValue<string>() == Hash(2)
            : Convert.ToInt32(filter["toBlock"]!.GetValue<string>(), 16) >= 2;

    private static string Block(string name)
    {
        int number = name is "latest" or "finalized" ? 2 : Convert.ToInt32(name, 16);
        return number > 2
            ? "null"
            : $"{{\"number\":\"0x{number}\",\"hash\":\"{Hash(number)}\",\"parentHash\":\"{Hash(number - 1)}\",\"timestamp\":\"0x{number}\"}}";
    }

    private string Log() =>
        $"[{{\"address\":\"{Contract}\",\"topics\":[],\"data\":\"{Data}\",\"blockNumber\":\"0x2\",\"blockHash\":\"{Hash(2)}\",\"transactionHash\":\"{Hash(9)}\",\"transactionIndex\":\"0x0\",\"logIndex\":\"0x0\"}}]";

    private static string Hash(int number) => "0x" + (number + 1).ToString("x2").PadLeft(64, '0');
}
