using System.Text.Json;
using Souk.Indexer.Rpc;

namespace Souk.Indexer.Tests.Rpc;

/// <summary>Results that are read as they came, in UTF-8.</summary>
public class RpcResultTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":["a",{"b":[]}]}""")]
    [InlineData(""" {"result":["a",{"b":[]}],"error":null,"extra":{"result":1},"id":1} """)]
    public async Task A_result_is_handed_out_wherever_it_stands(string body)
    {
        string? read = null;

        await ReadAsync(body, Read);

        read.ShouldBe("""["a",{"b":[]}]""");
        void Read(ref Utf8JsonReader result) => read = JsonElement.ParseValue(ref result).GetRawText();
    }

    [Fact]
    public async Task A_null_result_is_handed_out_once_it_is_known_to_be_no_error()
    {
        int count = 0;

        await ReadAsync("""{"id":1,"result":null}""", Read);
        var error = await Should.ThrowAsync<RpcException>(
            ReadAsync("""{"id":1,"result":null,"error":{"code":-32000,"message":"header not found"}}""", Read)
        );

        count.ShouldBe(1);
        error.Code.ShouldBe(-32000);
        error.Message.ShouldContain("header not found");
        void Read(ref Utf8JsonReader result) => count += result.TokenType == JsonTokenType.Null ? 1 : 100;
    }

    [Theory]
    [InlineData("200 OK", "<html>", true, 200, "the reply is not JSON")]
    [InlineData("200 OK", "", true, 200, "the reply is not JSON")]
    [InlineData("200 OK", "[]", true, 200, "the reply")]
    [InlineData("200 OK", "{\"id\":1}", true, 200, "the reply has no result")]
    [InlineData("200 OK", "{\"id\":9,\"result\":1}", true, 200, "answers another call")]
    [InlineData("200 OK", "{\"id\":\"1\",\"result\":1}", true, 200, "answers another call")]
    [InlineData("200 OK", "{\"id\":1,\"result\":1", true, 200, "the reply is not JSON")]
    [InlineData("200 OK", "{\"id\":1,\"result\":1}}", true, 200, "the reply is not JSON")]
    [InlineData("200 OK", "{\"id\":1,\"result\":\"key s3cr3t-key\"}", true, 200, "malformed reply: 'key ***'")]
    [InlineData("429 Too Many Requests", "{\"id\":1,\"result\":1}", true, 429, "HTTP status 429")]
    [InlineData("500 Internal Server Error", "", true, 500, "HTTP status 500")]
    [InlineData("401 Unauthorized", "no", false, 401, "HTTP status 401")]
    [InlineData(
        "400 Bad Request",
        "{\"error\":{\"code\":-32602,\"message\":\"too large\"}}",
        false,
        -32602,
        "too large"
    )]
    [InlineData("200 OK", "{\"error\":{\"code\":-32005,\"message\":\"request rate s3cr3t-key\"}}", true, -32005, "***")]
    public async Task A_bad_reply_says_what_and_whether_to_retry(
        string status,
        string body,
        bool isTransient,
        int code,
        string message
    )
    {
        var error = await Should.ThrowAsync<RpcException>(ReadAsync(body, Read, status));

        error.IsTransient.ShouldBe(isTransient);
        error.Code.ShouldBe(code);
        error.Message.ShouldContain(message);
        error.Message.ShouldStartWith("eth_test at http://127.0.0.1:");
        error.Message.ShouldNotContain("s3cr3t");
        static void Read(ref Utf8JsonReader result)
        {
            if (result.TokenType == JsonTokenType.String)
            {
                throw new FormatException($"'{result.GetString()}'");
            }
        }
    }

    [Fact]
    public async Task A_body_that_ends_early_is_transient_and_one_of_unknown_length_is_read()
    {
        const string body = """{"id":1,"result":true}""";
        bool read = false;

        await ReadAsync(_ => $"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}", Read);
        var error = await Should.ThrowAsync<RpcException>(
            ReadAsync(_ => $"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{body}", Read)
        );

        read.ShouldBeTrue();
        error.IsTransient.ShouldBeTrue();
        void Read(ref Utf8JsonReader result) => read = result.GetBoolean();
    }

    [Fact]
    public async Task A_long_body_grows_beyond_its_first_buffer()
    {
        string text = new('x', 300_000);
        int length = 0;

        await ReadAsync(_ => $"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{{\"id\":1,\"result\":\"{text}\"}}", Read);

        length.ShouldBe(text.Length);
        void Read(ref Utf8JsonReader result) => length = result.ValueSpan.Length;
    }

    private static Task ReadAsync(string body, ResultReader read, string status = "200 OK") =>
        ReadAsync(_ => ScriptedEndpoint.Reply(body, status), read);

    private static async Task ReadAsync(Func<string, string?> script, ResultReader read)
    {
        using var endpoint = new ScriptedEndpoint(script);
        using var client = new RpcClient(endpoint.At("/v3/s3cr3t-key"));
        await client.ReadAsync("eth_test", read, RpcClient.ReplyBytesMax, CancellationToken.None);
    }
}
