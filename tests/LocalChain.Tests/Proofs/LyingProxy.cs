using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Souk.LocalChain.Tests.Proofs;

/// <summary>An endpoint that asks another and tells what it makes of the answer.</summary>
internal sealed class LyingProxy : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _http = new();
    private readonly Uri _truth;

    public LyingProxy(Uri truth)
    {
        _truth = truth;
        using (var socket = new TcpListener(IPAddress.Loopback, 0))
        {
            socket.Start();
            Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Endpoint.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>Takes method and true result, changes the result in place or gives another.</summary>
    public Func<string, JsonNode?, JsonNode?> Tell { get; set; } = (_, result) => result;

    /// <summary>Methods that this endpoint does not know.</summary>
    public HashSet<string> Unknown { get; } = [];

    public List<string> Calls { get; } = [];

    public void Dispose()
    {
        _listener.Close();
        _http.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                await ReplyAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ReplyAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        string request = await reader.ReadToEndAsync();
        using HttpResponseMessage response = await _http.PostAsync(
            _truth,
            new StringContent(request, Encoding.UTF8, "application/json")
        );
        JsonNode asked = JsonNode.Parse(request)!;
        JsonNode answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        foreach ((JsonNode? call, JsonNode? reply) in Pairs(asked, answer))
        {
            Change(call!["method"]!.GetValue<string>(), reply!.AsObject());
        }

        byte[] body = Encoding.UTF8.GetBytes(answer.ToJsonString());
        context.Response.ContentLength64 = body.Length;
        await context.Response.OutputStream.WriteAsync(body);
        context.Response.Close();
    }

    private static IEnumerable<(JsonNode?, JsonNode?)> Pairs(JsonNode asked, JsonNode answer) =>
        asked is JsonArray calls ? calls.Zip(answer.AsArray()) : [(asked, answer)];

    private void Change(string method, JsonObject reply)
    {
        Calls.Add(method);
        if (Unknown.Contains(method))
        {
            reply.Remove("result");
            reply["error"] = new JsonObject { ["code"] = -32601, ["message"] = $"the method {method} does not exist" };
            return;
        }

        JsonNode? result = reply["result"];
        reply.Remove("result");
        reply["result"] = Tell(method, result);
    }
}
