using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;

namespace Souk.Dashboards.Tests.Api;

public sealed class DescriptionTests(RecordedMarket market, Chromium fictional) : IDisposable
{
    /// <summary>What the example of a parameter is in the market of these tests.</summary>
    private static readonly Dictionary<string, string> s_values = new()
    {
        ["market"] = "bazaar",
        ["system"] = "oasis",
        ["as_of_block"] = "1:59",
    };

    private readonly HttpClient _oasis = new() { BaseAddress = fictional.Address };

    public void Dispose() => _oasis.Dispose();

    [Fact]
    public async Task Every_question_that_is_served_is_described_and_the_other_way_round()
    {
        string[] served = [.. market.Routes.Where(route => route.Contains(" /api/")).Select(Template).Order()];

        string[] described =
        [
            .. (await DescriptionAsync())
                .GetProperty("paths")
                .EnumerateObject()
                .SelectMany(path =>
                    path.Value.EnumerateObject().Select(one => $"{one.Name.ToUpperInvariant()} {path.Name}")
                )
                .Order(),
        ];

        described.ShouldBe(served);
    }

    [Fact]
    public async Task Every_described_question_answers_as_described()
    {
        List<string> faults = [];
        foreach (JsonProperty path in (await DescriptionAsync()).GetProperty("paths").EnumerateObject())
        {
            if (path.Value.TryGetProperty("get", out JsonElement operation))
            {
                faults.AddRange(await AskAsync(path.Name, operation));
            }
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_not_changed_is_answered_with_304_and_a_new_block_changes_it()
    {
        const string Question = "/api/v1/markets/bazaar/metrics/supply?as_of=2025-02-01";
        EntityTagHeaderValue before = await TagAsync(Question);
        EntityTagHeaderValue other = await TagAsync("/api/v1/markets/bazaar/metrics/supply?as_of=2025-02-02");

        HttpStatusCode again = await StatusAsync(Question, before);
        HttpStatusCode foreign = await StatusAsync(Question, other);

        again.ShouldBe(HttpStatusCode.NotModified);
        foreign.ShouldBe(HttpStatusCode.OK);
        other.ShouldNotBe(before);
    }

    [Fact]
    public async Task Imports_and_cursors_change_the_tag()
    {
        await using FreshMarket fresh = await FreshMarket.StartAsync();
        string question = "/api/v1/markets/bazaar/metrics/sector_capitalisation";
        EntityTagHeaderValue first = (await fresh.Client.GetAsync(question)).Headers.ETag!;

        fresh.Connection.Execute("update chain.cursor set hash_low = hash_low + 1");
        EntityTagHeaderValue second = (await fresh.Client.GetAsync(question)).Headers.ETag!;
        fresh.Connection.Execute(
            "insert into reference.import values ('reference.price', 'x.csv', 'd', 0, 1, 0, 0, timestamp '2025-01-01')"
        );
        EntityTagHeaderValue third = (await fresh.Client.GetAsync(question)).Headers.ETag!;

        new[] { first, second, third }.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Rows_come_by_pages_that_name_the_next_one_and_together_are_all()
    {
        List<string> days = [];
        string? next = "/api/v1/markets/bazaar/metrics/supply?as_of=2025-02-09&limit=17";
        while (next is not null)
        {
            JsonElement page = JsonDocument.Parse(await market.Client.GetStringAsync(next)).RootElement;
            days.AddRange(page.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("day").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        days.Count.ShouldBe(40);
        days.ShouldBe(days.Distinct().Order());
    }

    [Fact]
    public async Task The_page_names_every_question()
    {
        string page = await market.PageAsync("/api");

        foreach (JsonProperty path in (await DescriptionAsync()).GetProperty("paths").EnumerateObject())
        {
            page.ShouldContain($"{path.Name}\"");
        }

        page.ShouldContain("{\"error\": \"what is wrong and what is allowed\"}");
    }

    private async Task<JsonElement> DescriptionAsync() =>
        JsonDocument.Parse(await market.Client.GetStringAsync("/api/openapi.json")).RootElement;

    private async Task<IEnumerable<string>> AskAsync(string path, JsonElement operation)
    {
        string address = path;
        List<string> query = [];
        foreach (JsonElement parameter in operation.GetProperty("parameters").EnumerateArray())
        {
            string name = parameter.GetProperty("name").GetString()!;
            string value = s_values.GetValueOrDefault(name) ?? parameter.GetProperty("example").GetString()!;
            if (parameter.GetProperty("in").GetString() == "path")
            {
                address = address.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            }
            else
            {
                query.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        string question = $"{address}?{string.Join('&', query)}";
        HttpClient client = path.Contains("{system}") ? _oasis : market.Client;
        using HttpResponseMessage reply = await client.GetAsync(question, HttpCompletionOption.ResponseHeadersRead);
        JsonElement content = operation.GetProperty("responses").GetProperty("200").GetProperty("content");
        JsonProperty expected = content.EnumerateObject().Single();
        // A stream ends when its reader leaves.
        string text = expected.Name == "text/event-stream" ? "" : await reply.Content.ReadAsStringAsync();
        if (reply.StatusCode != HttpStatusCode.OK || reply.Content.Headers.ContentType?.MediaType != expected.Name)
        {
            return
            [
                $"{question}: {(int)reply.StatusCode} {reply.Content.Headers.ContentType} {text[..Math.Min(text.Length, 200)]}",
            ];
        }

        return expected.Value.TryGetProperty("schema", out JsonElement schema)
            ? JsonShape.Faults(schema, JsonDocument.Parse(text).RootElement).Select(fault => $"{question}: {fault}")
            : [];
    }

    private async Task<EntityTagHeaderValue> TagAsync(string question)
    {
        using HttpResponseMessage reply = await market.Client.GetAsync(question);
        return reply.Headers.ETag!;
    }

    private async Task<HttpStatusCode> StatusAsync(string question, EntityTagHeaderValue tag)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, question);
        request.Headers.IfNoneMatch.Add(tag);
        using HttpResponseMessage reply = await market.Client.SendAsync(request);
        return reply.StatusCode;
    }

    private static string Template(string route) => route.Replace("{**", "{", StringComparison.Ordinal);
}
