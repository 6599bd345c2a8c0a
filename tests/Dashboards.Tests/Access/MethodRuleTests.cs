using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Souk.Dashboards.Tests.Recorded;

namespace Souk.Dashboards.Tests.Access;

public sealed class MethodRuleTests(RecordedMarket market)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/m/bazaar/supply")]
    [InlineData("/api/v1/markets")]
    [InlineData("/api/v1/markets/bazaar/metrics/supply")]
    [InlineData("/api/v1/unlocks.ics")]
    [InlineData("/api/openapi.json")]
    [InlineData("/healthz")]
    [InlineData("/site.css")]
    public async Task A_head_is_the_answer_without_its_body(string path)
    {
        using HttpResponseMessage whole = await market.Client.GetAsync(path);
        using HttpResponseMessage head = await SendAsync(HttpMethod.Head, path);

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentType.ShouldBe(whole.Content.Headers.ContentType);
        head.Headers.ETag.ShouldBe(whole.Headers.ETag);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_head_that_names_what_its_asker_has_is_not_modified()
    {
        using HttpResponseMessage whole = await market.Client.GetAsync("/api/v1/markets");
        using HttpRequestMessage question = new(HttpMethod.Head, "/api/v1/markets");
        question.Headers.IfNoneMatch.Add(whole.Headers.ETag!);

        using HttpResponseMessage head = await market.Client.SendAsync(question);

        head.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    /// <summary>A whole stream would be minutes, or without end.</summary>
    [Theory]
    [InlineData("/api/v1/live")]
    [InlineData("/api/v1/scenarios/masa-like/stream")]
    public async Task The_head_of_a_stream_ends_at_once(string path)
    {
        using HttpResponseMessage head = await SendAsync(HttpMethod.Head, path);

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentType.ShouldBe(new MediaTypeHeaderValue("text/event-stream"));
    }

    [Theory]
    [InlineData("TRACE", "/m/bazaar")]
    [InlineData("TRACE", "/scenario/new")]
    [InlineData("PUT", "/")]
    [InlineData("DELETE", "/explore")]
    [InlineData("WHATEVER", "/status")]
    public async Task Other_methods_are_refused_with_a_page(string method, string path)
    {
        using HttpResponseMessage reply = await SendAsync(new HttpMethod(method), path);

        reply.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        reply.Content.Headers.Allow.ShouldBe(["GET", "HEAD", "POST", "OPTIONS"]);
        (await reply.Content.ReadAsStringAsync()).ShouldContain("<h1>");
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404, "/api/openapi.json")]
    [InlineData("GET", "/api/v2/markets", 404, "/api/openapi.json")]
    [InlineData("POST", "/api/v1/markets", 405, "takes GET, not POST")]
    [InlineData("DELETE", "/api/v1/sql", 405, "takes POST, not DELETE")]
    public async Task A_program_is_told_in_json_what_an_address_does_not_answer(
        string method,
        string path,
        int status,
        string reason
    )
    {
        using HttpResponseMessage reply = await SendAsync(new HttpMethod(method), path);

        reply.StatusCode.ShouldBe((HttpStatusCode)status);
        using JsonDocument told = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
        told.RootElement.GetProperty("error").GetString()!.ShouldContain(reason);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path)
    {
        using HttpRequestMessage question = new(method, path);
        return await market.Client.SendAsync(question);
    }
}
