using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Souk.EndToEnd.Tests;

/// <summary>An endpoint of chain 1 that answers every question but that for its chain with the same text.</summary>
internal sealed class FixedReplies : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<long, string> _reply;

    /// <param name="reply">The body of the answer to the question with an id.</param>
    public FixedReplies(Func<long, string> reply)
    {
        _reply = reply;
        Address = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                JsonNode question = (await JsonNode.ParseAsync(context.Request.InputStream))!;
                long id = (long)question["id"]!;
                string body =
                    (string?)question["method"] == "eth_chainId"
                        ? $$"""{"jsonrpc":"2.0","id":{{id}},"result":"0x1"}"""
                        : _reply(id);
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private static int FreePort()
    {
        using System.Net.Sockets.TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
