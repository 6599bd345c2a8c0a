using System.Net;
using System.Net.Sockets;
using System.Text;
using Souk.Cli.Operations;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Cli.Tests.Operations;

public sealed class OtlpExportTests
{
    [Fact]
    public async Task Spans_reach_a_collector_with_chain_and_blocks()
    {
        using var collector = new TcpListener(IPAddress.Loopback, 0);
        collector.Start();
        int port = ((IPEndPoint)collector.LocalEndpoint).Port;
        Task<string> received = ReceiveAsync(collector, TestContext.Current.CancellationToken);

        using (new OtlpExport(new Uri($"http://127.0.0.1:{port}/")))
        {
            SyncTrace.Start("store", chainId: 31337, new BlockRange(1_000, 1_063))?.Dispose();
        }

        string request = await received;
        request.ShouldStartWith("POST /v1/traces ");
        request.ShouldContain("store");
        request.ShouldContain("from_block");
    }

    /// <summary>Takes the first request whole, answers it, and leaves later ones unanswered.</summary>
    private static async Task<string> ReceiveAsync(TcpListener collector, CancellationToken cancellation)
    {
        using TcpClient client = await collector.AcceptTcpClientAsync(cancellation);
        NetworkStream stream = client.GetStream();
        using MemoryStream bytes = new();
        byte[] buffer = new byte[4096];
        do
        {
            bytes.Write(buffer, 0, await stream.ReadAsync(buffer, cancellation));
        } while (!IsWhole(Encoding.Latin1.GetString(bytes.ToArray())));

        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        collector.Stop();
        return Encoding.Latin1.GetString(bytes.ToArray());
    }

    private static bool IsWhole(string request)
    {
        const string Length = "Content-Length: ";
        int head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        int length = request.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        return head >= 0
            && length >= 0
            && request.Length - head - 4 >= int.Parse(request[(length + Length.Length)..].Split('\r')[0]);
    }
}
