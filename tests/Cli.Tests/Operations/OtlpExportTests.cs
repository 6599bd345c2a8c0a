using System.Net;
using System.Net.Sockets;
using System.Text;
using Souk.Cli.Operations;
using Souk.Indexer.Operations;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Cli.Tests.Operations;

[Collection(OneMonitorAtATime.Name)]
public sealed class OtlpExportTests
{
    /// <summary>The attribute chain with the integer 31337 in protobuf: fields 1 and 2 of a KeyValue, field 3 of its value as a
    /// varint. Source: opentelemetry-proto, common/v1/common.proto.</summary>
    private const string Chain = "\u000a\u0005chain\u0012\u0004\u0018\u00e9\u00f4\u0001";

    [Fact]
    public async Task Spans_and_measurements_reach_a_collector_with_chain_and_blocks()
    {
        using var collector = new TcpListener(IPAddress.Loopback, 0);
        collector.Start();
        int port = ((IPEndPoint)collector.LocalEndpoint).Port;
        Task<string[]> received = ReceiveAsync(collector, count: 2, TestContext.Current.CancellationToken);
        using var monitor = new SyncMonitor([31337], TimeProvider.System, StallLimits.Default);
        monitor.Report(new SyncProgress(31337, Block: 7, Head: 9, LogCount: 0, TimeSpan.Zero));

        using (new OtlpExport(new Uri($"http://127.0.0.1:{port}/")))
        {
            SyncTrace.Start("store", chainId: 31337, new BlockRange(1_000, 1_063))?.Dispose();
        }

        string[] requests = await received;
        string spans = requests.Single(request => request.StartsWith("POST /v1/traces ", StringComparison.Ordinal));
        spans.ShouldContain("store");
        spans.ShouldContain(Chain, Case.Sensitive);
        spans.ShouldContain("\u000a\u000afrom_block\u0012\u0003\u0018\u00e8\u0007", Case.Sensitive);
        string metrics = requests.Single(request => request.StartsWith("POST /v1/metrics ", StringComparison.Ordinal));
        metrics.ShouldContain("souk.chain.lag");
        metrics.ShouldContain("souk.chain.healthy");
        metrics.ShouldContain(Chain, Case.Sensitive);
    }

    /// <summary>Takes requests whole, one after the other, answers them, and leaves later ones unanswered.</summary>
    private static async Task<string[]> ReceiveAsync(TcpListener collector, int count, CancellationToken cancellation)
    {
        List<string> requests = [];
        while (requests.Count < count)
        {
            requests.Add(await ReceiveAsync(collector, cancellation));
        }

        collector.Stop();
        return [.. requests];
    }

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
