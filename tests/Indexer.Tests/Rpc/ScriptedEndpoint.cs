using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Souk.Indexer.Tests.Rpc;

/// <summary>An HTTP server on a free port that answers each request as a script says: request body in, whole HTTP
/// reply out, or null to never answer.</summary>
internal sealed class ScriptedEndpoint : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, string?> _script;

    /// <summary>Held, or a collected client would reset the connection that must stay silent.</summary>
    private readonly ConcurrentBag<TcpClient> _clients = [];

    public ScriptedEndpoint(Func<string, string?> script)
    {
        _script = script;
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri At(string pathAndQuery = "/", string userInfo = "") =>
        new($"http://{userInfo}127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{pathAndQuery}");

    /// <summary>The head of the last request, line and headers.</summary>
    public string LastHead { get; private set; } = "";

    public static string Reply(string body, string status = "200 OK", string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}Connection: close\r\n\r\n{body}";

    public void Dispose()
    {
        _listener.Dispose();
        foreach (TcpClient client in _clients)
        {
            client.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed: the test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        _clients.Add(client);
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8, leaveOpen: true);
        var head = new StringBuilder();
        int length = 0;
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            head.AppendLine(line);
            length = line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase)
                ? int.Parse(line.AsSpan(16), System.Globalization.CultureInfo.InvariantCulture)
                : length;
        }

        char[] body = new char[length];
        await reader.ReadBlockAsync(body);
        LastHead = head.ToString();
        if (_script(new string(body)) is { } reply)
        {
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(reply));
            client.Dispose();
        }
    }
}
