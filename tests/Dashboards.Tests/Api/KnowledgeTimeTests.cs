using System.Net;
using System.Text.Json;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;

namespace Souk.Dashboards.Tests.Api;

/// <summary>An imported figure that a later file revised, asked for as it was known before and after.</summary>
public sealed class KnowledgeTimeTests : IAsyncLifetime
{
    private const string Rows = "/api/v1/markets/bazaar/metrics/offchain_revenue";

    private FreshMarket _market = null!;

    public async ValueTask InitializeAsync()
    {
        _market = await FreshMarket.StartAsync();
        _market.Connection.Execute(
            """
            insert into reference.offchain_revenue values
                ('bazaar', '2024-01-01', '2024-03-31', 'USD', 100, 'reported', 'a', timestamp '2025-01-01 09:00:00', timestamp '2025-03-01 09:00:00'),
                ('bazaar', '2024-01-01', '2024-03-31', 'USD', 130, 'reported', 'a', timestamp '2025-03-01 09:00:00', null);
            """
        );
    }

    public ValueTask DisposeAsync() => _market.DisposeAsync();

    [Theory]
    [InlineData("", "130", null)]
    [InlineData("?known_at=2024-12-31", "", "2024-12-31")]
    [InlineData("?known_at=2025-01-01", "100", "2025-01-01")]
    [InlineData("?known_at=2025-03-01T08:59:59Z", "100", "2025-03-01T08:59:59Z")]
    [InlineData("?known_at=2025-03-01T09:00:00Z", "130", "2025-03-01T09:00:00Z")]
    public async Task Rows_are_what_was_known_then_and_say_so(string query, string amounts, string? knownAt)
    {
        JsonElement answer = JsonDocument.Parse(await _market.Client.GetStringAsync(Rows + query)).RootElement;

        string.Join(' ', answer.GetProperty("rows").EnumerateArray().Select(AmountOf)).ShouldBe(amounts);
        answer.GetProperty("known_at").GetString().ShouldBe(knownAt);
    }

    [Theory]
    [InlineData("as_of_block=10", "1000200000000000000000000")]
    [InlineData("as_of_block=1:10&as_of=2025-01-31", "1000200000000000000000000")]
    [InlineData("as_of_block=10&as_of=2025-01-06", "1000100000000000000000000")]
    public async Task Rows_are_as_of_a_block(string query, string supply)
    {
        JsonElement answer = JsonDocument
            .Parse(await _market.Client.GetStringAsync("/api/v1/markets/bazaar/metrics/supply?" + query))
            .RootElement;

        answer.GetProperty("rows").EnumerateArray().Last().GetProperty("supply").GetString().ShouldBe(supply);
    }

    [Theory]
    [InlineData("60", "Block 60 of chain 1 is not indexed. These are: 1:0 to 1:59.")]
    [InlineData(
        "noon",
        "'noon' names no block. Write a number, or CHAIN:NUMBER where a market is on several chains: 1:0 to 1:59."
    )]
    public async Task A_block_that_is_not_there_is_refused_with_those_that_are(string block, string message)
    {
        using HttpResponseMessage reply = await _market.Client.GetAsync(
            "/api/v1/markets/bazaar/metrics/supply?as_of_block=" + block
        );

        reply.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonDocument
            .Parse(await reply.Content.ReadAsStringAsync())
            .RootElement.GetProperty("error")
            .GetString()
            .ShouldBe(message);
    }

    [Fact]
    public async Task The_files_and_the_next_pages_are_of_the_same_moment()
    {
        string csv = await _market.Client.GetStringAsync(Rows + ".csv?known_at=2025-02-01");
        string page = await _market.Client.GetStringAsync(
            "/metrics/offchain_revenue?market=bazaar&known_at=2025-02-01"
        );

        csv.ShouldContain("100.000000000000000000");
        csv.ShouldNotContain("130.");
        page.ShouldContain("with what files had said by 2025-02-01");
        page.ShouldContain("known_at=2025-02-01&amp;file=offchain_revenue.csv");
        page.ShouldContain("data-value=\"100");
        page.ShouldNotContain("data-value=\"130");
    }

    [Fact]
    public void A_notebook_that_is_connected_asks_for_the_same_moments()
    {
        using var warehouse = Research.Notebooks.Warehouse.Connect(_market.Client.BaseAddress!.ToString());
        Research.Notebooks.Metric revenue = warehouse.Metric("offchain_revenue", "bazaar");
        long[] Amounts(Research.Notebooks.Metric asked) =>
            [.. asked.Frame.Sql("select amount::bigint as n from frame").Column<long>("n")];

        Amounts(revenue.KnownAt(2024, 12, 31)).ShouldBeEmpty();
        Amounts(revenue.KnownAt(2025, 1, 1)).ShouldBe([100]);
        Amounts(revenue.KnownAt(new DateTime(2025, 3, 1, 8, 59, 59, 999))).ShouldBe([100]);
        Amounts(revenue.KnownAt(new DateTime(2025, 3, 1, 9, 0, 0))).ShouldBe([130]);
        Amounts(revenue).ShouldBe([130]);
    }

    [Theory]
    [InlineData("offchain_revenue?known_at=yesterday", "neither a date nor a time")]
    [InlineData("supply?known_at=2025-02-01", "builds on chains alone")]
    public async Task A_moment_that_means_nothing_is_refused(string question, string reason)
    {
        using HttpResponseMessage reply = await _market.Client.GetAsync("/api/v1/markets/bazaar/metrics/" + question);

        reply.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await reply.Content.ReadAsStringAsync()).ShouldContain(reason);
    }

    private static string AmountOf(JsonElement row) =>
        row.GetProperty("amount").GetString()!.Replace(".000000000000000000", "", StringComparison.Ordinal);
}
