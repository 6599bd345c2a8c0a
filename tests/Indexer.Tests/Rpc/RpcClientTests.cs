using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Souk.Indexer.Rpc;
using Souk.Indexer.Tests.Endpoints;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Rpc;

public class RpcClientTests
{
    [Fact]
    public async Task A_call_sends_chain_values_as_hex_and_returns_the_result()
    {
        string sent = "";
        using var endpoint = new ScriptedEndpoint(body =>
        {
            sent = body;
            return ScriptedEndpoint.Reply("""{"jsonrpc":"2.0","id":1,"result":"0x1f"}""");
        });
        using var client = new RpcClient(endpoint.At());

        JsonElement result = await client.CallAsync(
            "eth_test",
            CancellationToken.None,
            default(Address),
            new byte[] { 1, 2 },
            (BigInteger)255,
            new { fromBlock = "0x1", topics = new object?[] { null } },
            true
        );

        Hex.ToLong(result.GetString()!).ShouldBe(31);
        sent.ShouldBe(
            """{"jsonrpc":"2.0","id":1,"method":"eth_test","params":["0x0000000000000000000000000000000000000000","0x0102","0xff",{"fromBlock":"0x1","topics":[null]},true]}"""
        );
    }

    [Fact]
    public async Task A_compressed_reply_is_read()
    {
        byte[] packed = Pack("""{"jsonrpc":"2.0","id":1,"result":"0x1f"}""");
        await using Documents.Gateway gateway = await Documents.Gateway.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.Body.WriteAsync(packed);
        });
        using var client = new RpcClient(gateway.Address);

        JsonElement result = await client.CallAsync("eth_test", CancellationToken.None);

        result.GetString().ShouldBe("0x1f");
    }

    [Fact]
    public async Task A_compressed_reply_that_is_cut_is_a_passing_failure()
    {
        byte[] packed = Pack($"{{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"{Convert.ToHexString(Random(4_000))}\"}}");
        await using Documents.Gateway gateway = await Documents.Gateway.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.Body.WriteAsync(packed.AsMemory(0, packed.Length / 2));
        });
        using var client = new RpcClient(gateway.Address);

        RpcException exception = await Should.ThrowAsync<RpcException>(() =>
            client.CallAsync("eth_test", CancellationToken.None)
        );

        exception.IsTransient.ShouldBeTrue();
    }

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    /// <summary>Bytes that do not compress, the same every time.</summary>
    private static byte[] Random(int count) =>
        [.. Enumerable.Range(0, count / 32).SelectMany(number => SHA256.HashData(BitConverter.GetBytes(number)))];

    [Fact]
    public async Task A_batch_returns_results_in_the_order_of_calls()
    {
        using var endpoint = new ScriptedEndpoint(_ =>
            ScriptedEndpoint.Reply("""[{"id":1,"result":"b"},{"id":0,"result":"a"}]""")
        );
        using var client = new RpcClient(endpoint.At());

        IReadOnlyList<JsonElement> results = await client.CallBatchAsync(
            [new RpcCall("one"), new RpcCall("two", 2)],
            CancellationToken.None
        );

        results.Select(result => result.GetString()).ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("200 OK", "<html>", true, 200, "the reply is not JSON")]
    [InlineData("200 OK", "{\"id\":1}", true, 200, "the reply has no result")]
    [InlineData("200 OK", "{\"id\":9,\"result\":1}", true, 200, "answers another call")]
    [InlineData("429 Too Many Requests", "slow down", true, 429, "HTTP status 429")]
    [InlineData("500 Internal Server Error", "", true, 500, "HTTP status 500")]
    [InlineData("401 Unauthorized", "no", false, 401, "HTTP status 401")]
    [InlineData(
        "400 Bad Request",
        "{\"error\":{\"code\":-32602,\"message\":\"range too large\"}}",
        false,
        -32602,
        "range too large"
    )]
    [InlineData(
        "200 OK",
        "{\"error\":{\"code\":-32005,\"message\":\"query returned more than 10000 results\"}}",
        false,
        -32005,
        "10000"
    )]
    [InlineData(
        "200 OK",
        "{\"error\":{\"code\":-32005,\"message\":\"project ID request rate exceeded\"}}",
        true,
        -32005,
        "rate"
    )]
    [InlineData("200 OK", "{\"error\":{\"code\":429,\"message\":\"compute units\"}}", true, 429, "compute")]
    public async Task A_bad_reply_says_what_and_whether_to_retry(
        string status,
        string body,
        bool isTransient,
        int code,
        string message
    )
    {
        using var endpoint = new ScriptedEndpoint(_ => ScriptedEndpoint.Reply(body, status));
        using var client = new RpcClient(endpoint.At());

        var error = await Should.ThrowAsync<RpcException>(client.CallAsync("eth_test", CancellationToken.None));

        error.IsTransient.ShouldBe(isTransient);
        error.Code.ShouldBe(code);
        error.Message.ShouldContain(message);
        error.Message.ShouldContain($"eth_test at {client.Name}");
    }

    [Theory]
    [InlineData("""[{"id":0,"result":1}]""", "call 1 has no reply")]
    [InlineData("""[{"id":0,"result":1},{"id":0,"result":1}]""", "answers no call")]
    [InlineData("""[{"id":0,"result":1},{"id":1,"error":{"code":-1,"message":"nope"}}]""", "nope")]
    [InlineData("""{"error":{"code":-1,"message":"no batches"}}""", "no batches")]
    [InlineData("""{"id":0,"result":1}""", "something else")]
    public async Task A_batch_with_a_reply_wrong_fails_as_a_whole(string body, string message)
    {
        using var endpoint = new ScriptedEndpoint(_ => ScriptedEndpoint.Reply(body));
        using var client = new RpcClient(endpoint.At());

        var error = await Should.ThrowAsync<RpcException>(
            client.CallBatchAsync([new RpcCall("one"), new RpcCall("two")], CancellationToken.None)
        );

        error.Message.ShouldContain(message);
    }

    [Fact]
    public async Task A_revert_keeps_its_data_and_a_limit_its_waiting_time()
    {
        const string body = """{"error":{"code":3,"message":"execution reverted","data":"0x08c379a0"}}""";
        using var endpoint = new ScriptedEndpoint(_ => ScriptedEndpoint.Reply(body, headers: "Retry-After: 7\r\n"));
        using var client = new RpcClient(endpoint.At());

        var error = await Should.ThrowAsync<RpcException>(client.CallAsync("eth_call", CancellationToken.None));

        (error.Code, error.Data, error.RetryAfter).ShouldBe((3, "0x08c379a0", TimeSpan.FromSeconds(7)));
    }

    [Theory]
    [InlineData("Thu, 01 Jan 1970 00:01:30 GMT", null, 90)]
    [InlineData("Thu, 01 Jan 1970 00:01:30 GMT", "Thu, 01 Jan 1970 00:01:00 GMT", 30)]
    [InlineData("Wed, 31 Dec 1969 23:59:00 GMT", null, null)]
    public async Task A_limit_until_a_date_is_a_wait_from_the_endpoint_s_now(string until, string? sent, int? seconds)
    {
        using var handler = new LimitedUntil(until, sent);
        using var client = new RpcClient(new Uri("http://one.example/"), handler, time: new HandTime());

        var error = await Should.ThrowAsync<RpcException>(client.CallAsync("eth_call", CancellationToken.None));

        error.RetryAfter?.TotalSeconds.ShouldBe(seconds!.Value);
        (error.RetryAfter is null).ShouldBe(seconds is null);
    }

    private sealed class LimitedUntil(string until, string? sent) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var reply = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
            reply.Headers.TryAddWithoutValidation("Retry-After", until);
            reply.Headers.TryAddWithoutValidation("Date", sent);
            return Task.FromResult(reply);
        }
    }

    [Fact]
    public async Task No_reply_in_time_is_transient()
    {
        using var endpoint = new ScriptedEndpoint(_ => null);
        using var client = new RpcClient(endpoint.At(), TimeSpan.FromMilliseconds(100));

        var error = await Should.ThrowAsync<RpcException>(client.CallAsync("eth_test", CancellationToken.None));

        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain("no reply within 0.1 s");
    }

    [Fact]
    public async Task Cancelling_ends_a_call_within_200_ms()
    {
        using var endpoint = new ScriptedEndpoint(_ => null);
        using var client = new RpcClient(endpoint.At());
        using var source = new CancellationTokenSource();
        Task<JsonElement> call = client.CallAsync("eth_test", source.Token);
        await Task.Delay(50);

        long start = Stopwatch.GetTimestamp();
        source.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(call);

        Stopwatch.GetElapsedTime(start).TotalMilliseconds.ShouldBeLessThan(200);
    }

    [Fact]
    public async Task An_endpoint_that_refuses_connections_is_transient()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var client = new RpcClient(new Uri($"http://127.0.0.1:{port}/secret-key"));

        var error = await Should.ThrowAsync<RpcException>(client.CallAsync("eth_test", CancellationToken.None));

        error.IsTransient.ShouldBeTrue();
        error.Code.ShouldBeNull();
        error.ToString().ShouldNotContain("secret-key");
    }

    [Fact]
    public async Task Keys_reach_the_node_and_nothing_else()
    {
        const string echo =
            """{"error":{"code":-1,"message":"bad key pathsecret for aladdin:opensesame, query querysecret","data":"/v3/pathsecret"}}""";
        using var endpoint = new ScriptedEndpoint(_ => ScriptedEndpoint.Reply(echo));
        using var client = new RpcClient(endpoint.At("/v3/pathsecret?key=querysecret", "aladdin:opensesame@"));

        var error = await Should.ThrowAsync<RpcException>(client.CallAsync("eth_test", CancellationToken.None));

        endpoint.LastHead.ShouldContain("POST /v3/pathsecret?key=querysecret ");
        endpoint.LastHead.ShouldContain("Authorization: Basic YWxhZGRpbjpvcGVuc2VzYW1l");
        client.Name.ShouldMatch("^http://127\\.0\\.0\\.1:[0-9]+$");
        foreach (string secret in new[] { "pathsecret", "querysecret", "aladdin", "opensesame" })
        {
            $"{error}{error.Data}{client.Name}".ShouldNotContain(secret);
        }
    }
}
