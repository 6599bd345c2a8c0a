using System.Text.Json;
using System.Text.RegularExpressions;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Listings;
using Souk.Dashboards.Markets;
using Souk.Dashboards.Records;
using Souk.Dashboards.Tests.Recorded;
using Souk.Dashboards.Trust;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Tests.Trust;

/// <summary>A number is badged as reported only where what files say went into it, and not where its query might have read it.
/// </summary>
public sealed partial class SaidTests : IAsyncLifetime
{
    private FreshMarket _market = null!;

    [GeneratedRegex("\\breference\\.(\\w+)")]
    private static partial Regex Part { get; }

    public async ValueTask InitializeAsync() => _market = await FreshMarket.StartAsync();

    public ValueTask DisposeAsync() => _market.DisposeAsync();

    [Fact]
    public async Task Unlocks_are_indexed_until_the_registry_promises_some()
    {
        (string before, int rows) = await AskAsync("unlocks");
        Launch();
        (string between, int same) = await AskAsync("unlocks");
        Promise();

        (string after, int more) = await AskAsync("unlocks");

        (before, between, after).ShouldBe(("indexed", "indexed", "reported"));
        same.ShouldBe(rows);
        more.ShouldBeGreaterThan(rows);
    }

    [Fact]
    public async Task Promises_of_a_token_that_is_only_on_a_chain_that_is_made_up_are_none_of_its_unlocks()
    {
        _market.Connection.Execute("insert into chain.development values (1)");
        Launch();
        Promise();

        (await AskAsync("unlocks")).Badge.ShouldBe("indexed");
        (await AskAsync("allocations")).Badge.ShouldBe("reported");
    }

    [Fact]
    public async Task A_maximum_that_the_registry_says_goes_into_what_is_worth_fully_diluted_and_into_no_capitalisation()
    {
        MarketSummary before = Summary();
        Fact("tokens", "GOLD", "decimals", "18");
        Fact("tokens", "GOLD", "supply_max", "2000000");
        MarketSummary after = Summary();

        (before.BadgeOf("valuation"), after.BadgeOf("valuation")).ShouldBe((Badge.Indexed, Badge.Reported));
        after.BadgeOf(MarketListing.CapitalisationIsOf).ShouldBe(Badge.Indexed);
        after.BadgeOf(MarketListing.FeesAreOf).ShouldBe(Badge.Indexed);
        (await AskAsync("valuation")).Badge.ShouldBe("reported");

        // The registry's is of the real token.
        _market.Connection.Execute("insert into chain.development values (1)");
        (await AskAsync("valuation")).Badge.ShouldBe("indexed");
        _market.Connection.Execute("delete from chain.development");

        // A contract's own maximum is asked first.
        _market.Connection.Execute("insert into market.supply_cap values (1, 0, 'bazaar', 10, 3000000, 'cap()')");

        (await AskAsync("valuation")).Badge.ShouldBe("indexed");
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("part_of", 0)]
    [InlineData("contracts", 0)]
    public void Promises_are_looked_for_as_the_view_of_them_has_them(string more, int promises)
    {
        Launch();
        Promise(cliffMonths: "1-3");
        if (more.Length > 0)
        {
            Fact("allocations", "seed", more, more == "contracts" ? "Vault, Team" : "all");
        }

        _market
            .Connection.Scalar<long>("select count(*) from reference.promised_schedule where system = 'bazaar'")
            .ShouldBe(promises);
        Summary().Said.Parts.Contains("reference.promised_schedule").ShouldBe(promises > 0);
    }

    [Fact]
    public async Task A_price_of_a_file_makes_what_is_valued_by_it_reported_from_its_day_on()
    {
        _market.Connection.Execute(
            """
            insert into reference.price values
                ('bazaar', 'GOLD', 'USD', timestamp '2025-02-01', 1, null, 'exact', 'a test', timestamp '2025-02-02', null),
                ('other', 'DUST', 'USD', timestamp '2025-02-01', 1, null, 'exact', 'a test', timestamp '2025-02-02', null)
            """
        );

        Summary().BadgeOf(MarketListing.CapitalisationIsOf).ShouldBe(Badge.Reported);
        Summary().BadgeOf("fees").ShouldBe(Badge.Indexed);
        (await AskAsync("prices")).Badge.ShouldBe("reported");
        (await AskAsync("prices", "?as_of=2025-01-31")).Badge.ShouldBe("indexed");
        (await AskAsync("prices", "?known_at=2025-01-31")).Badge.ShouldBe("indexed");
        new MarketReader(_market.Connection, "empty").Summary().BadgeOf("prices").ShouldBe(Badge.Indexed);
    }

    [Fact]
    public async Task A_price_of_a_file_marks_nothing_until_it_is_taken_where_a_feed_has_none()
    {
        _market.Connection.Execute(
            """
            insert into market.oracle_price values
                (1, 31, 40, timestamp '2025-02-01', 'bazaar', unhex(repeat('11', 32)), 10, 'USD', 100, 0, 0, timestamp '2025-02-01');
            insert into reference.price values
                ('bazaar', 'GOLD', 'USD', timestamp '2025-02-01', 2, null, 'exact', 'a test', timestamp '2025-02-02', null)
            """
        );
        Badge besideAFeed = Summary().BadgeOf(MarketListing.CapitalisationIsOf);

        // The feed's price is carried on for seven days, until 8 February; that of the file of 3 February for two more.
        _market.Connection.Execute(
            """
            insert into reference.price values
                ('bazaar', 'GOLD', 'USD', timestamp '2025-02-03', 2, null, 'exact', 'a test', timestamp '2025-02-02', null)
            """
        );

        besideAFeed.ShouldBe(Badge.Indexed);
        Summary().BadgeOf(MarketListing.CapitalisationIsOf).ShouldBe(Badge.Reported);
        (await AskAsync("prices", "?as_of=2025-02-08")).Badge.ShouldBe("indexed");
        (await AskAsync("prices", "?as_of=2025-02-09")).Badge.ShouldBe("reported");
    }

    [Fact]
    public async Task A_label_marks_what_reads_labels_from_when_its_address_has_tokens_of_the_market()
    {
        Label("00000000000000000000000000000000000000a4");
        string ofWhoHasNone = (await AskAsync("circulating")).Badge;
        Label("00000000000000000000000000000000000000a3");

        ofWhoHasNone.ShouldBe("indexed");
        (await AskAsync("circulating")).Badge.ShouldBe("reported");
        (await AskAsync("circulating", "?as_of=2025-01-02")).Badge.ShouldBe("reported");
        (await AskAsync("circulating", "?as_of=2025-01-01")).Badge.ShouldBe("indexed");
        (await AskAsync("supply")).Badge.ShouldBe("indexed");
        new MarketReader(_market.Connection, "empty").Summary().BadgeOf("circulating").ShouldBe(Badge.Indexed);
    }

    [Fact]
    public void Each_part_of_what_files_say_that_a_metric_reads_is_looked_for()
    {
        string[] functions = ["rank", "is_known", "known_at", "promised"];
        string said = RecordQuery.Text("said");

        string[] unknown =
        [
            .. MetricCatalogue
                .All.SelectMany(metric => Part.Matches(metric.Sql).Select(part => part.Groups[1].Value))
                .Distinct()
                .Except(functions)
                .Where(part => !said.Contains($"'reference.{part}'", StringComparison.Ordinal)),
        ];

        unknown.ShouldBeEmpty();
    }

    private MarketSummary Summary() => new MarketReader(_market.Connection, "bazaar").Summary();

    private void Launch()
    {
        Fact("profile", "profile", "launched", "2025-01-01");
        Fact("tokens", "GOLD", "decimals", "18");
        Fact("tokens", "GOLD", "supply_max", "2000000");
    }

    private void Promise(string cliffMonths = "1")
    {
        Fact("allocations", "seed", "token", "GOLD");
        Fact("allocations", "seed", "share_percent", "10");
        Fact("allocations", "seed", "tge_percent", "0");
        Fact("allocations", "seed", "cliff_months", cliffMonths);
        Fact("allocations", "seed", "vesting_months", "12");
    }

    private void Fact(string section, string item, string field, string value) =>
        _market.Connection.Execute(
            """
            insert into reference.fact values
                ('bazaar', $section, $item, $field, $value, 'reported', 'a letter', 'x.csv', 1, timestamp '2025-01-01', null)
            """,
            ("section", section),
            ("item", item),
            ("field", field),
            ("value", value)
        );

    private void Label(string address) =>
        _market.Connection.Execute(
            $"""
            insert into party.declared_label values
                (unhex('{address}'), 'Team', 'team', 1000000, 'a test', timestamp '2025-01-01', null)
            """
        );

    private async Task<(string Badge, int Rows)> AskAsync(string metric, string query = "")
    {
        string answer = await _market.Client.GetStringAsync($"/api/v1/markets/bazaar/metrics/{metric}{query}");
        JsonElement found = JsonDocument.Parse(answer).RootElement;
        return (found.GetProperty("badge").GetString()!, found.GetProperty("rows").GetArrayLength());
    }
}
