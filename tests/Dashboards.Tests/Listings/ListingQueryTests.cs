using System.Numerics;
using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Concerns;
using Souk.Dashboards.Listings;

namespace Souk.Dashboards.Tests.Listings;

public sealed class ListingQueryTests
{
    private static readonly MarketListing[] All =
    [
        Listing("cedar", "Cedar", "CDR", day: 3, capitalisation: (200, "USDC"), fees: (5, "USDC"), alarms: 0),
        Listing("amber", "amber", "AMB", day: 1, capitalisation: (900, "WETH"), fees: null, alarms: 2),
        Listing("birch", "Birch", "OAK", day: 2, capitalisation: null, fees: (7, "USDC"), alarms: 1),
        Listing("dune", "Dune", "SAND", day: 4, capitalisation: (300, "USDC"), fees: (6, "USDC"), alarms: 0),
    ];

    [Theory]
    [InlineData("", "amber birch cedar dune")]
    [InlineData("?sort=title", "amber birch cedar dune")]
    [InlineData("?sort=capitalisation", "dune cedar amber birch")]
    [InlineData("?sort=fees", "birch dune cedar amber")]
    [InlineData("?sort=freshness", "dune cedar birch amber")]
    [InlineData("?sort=flags", "amber birch cedar dune")]
    [InlineData("?q=OAK", "birch")]
    [InlineData("?q=am", "amber")]
    [InlineData("?q=D&sort=freshness", "dune cedar")]
    [InlineData("?q=nothing+like+it", "")]
    public void Markets_are_found_by_their_words_and_stand_in_the_order_asked_for(string query, string expected)
    {
        ListingQuery asked = Parse(query);

        asked.Error.ShouldBeNull();
        string.Join(' ', asked.Of(All).Select(listing => listing.Market.System)).ShouldBe(expected);
    }

    [Fact]
    public void An_unknown_order_and_a_long_search_are_refused_with_what_is_allowed()
    {
        ListingQuery order = Parse("?q=cedar&sort=beauty");
        ListingQuery search = Parse("?q=" + new string('x', 101));

        order.Error.ShouldBe("Markets can be sorted by title, capitalisation, fees, freshness, flags.");
        order.Of(All).Single().Market.System.ShouldBe("cedar");
        search.Error.ShouldBe("The search has 101 letters; at most 100 are read.");
        search.Of(All).Count.ShouldBe(4);
    }

    [Fact]
    public void A_trend_says_its_first_last_lowest_and_highest_value()
    {
        DateOnly first = new(2025, 1, 1);
        Trend trend = new(
            "Supply",
            new TokenUnit("GOLD", 1),
            "supply",
            [(first, 25), (first.AddDays(1), 10), (first.AddDays(2), 40)]
        );

        trend.Sentence.ShouldBe("Supply over 3 days: from 2.5 GOLD to 4 GOLD, lowest 1 GOLD, highest 4 GOLD.");
        trend.Points.ShouldBe([2.5, 1, 4]);
    }

    private static ListingQuery Parse(string query) =>
        ListingQuery.Parse(new QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)));

    private static MarketListing Listing(
        string system,
        string title,
        string symbol,
        int day,
        (long Value, string Symbol)? capitalisation,
        (long Value, string Symbol)? fees,
        int alarms
    )
    {
        MarketSummary market = new(
            system,
            title,
            null,
            new TokenUnit(symbol, 18),
            BigInteger.One,
            new AsOf(1, day, new DateTimeOffset(2025, 1, day, 0, 0, 0, TimeSpan.Zero))
        );
        Trend none = new("Supply", market.Token, "supply", []);
        return new MarketListing(
            market,
            capitalisation is { } worth ? new Amount(worth.Value, new TokenUnit(worth.Symbol, 6)) : null,
            fees is { } paid ? new Amount(paid.Value, new TokenUnit(paid.Symbol, 6)) : null,
            none,
            none,
            [.. Enumerable.Repeat(new Alert(market, "concern", Severity.Alarm, "Look", "Here.", "/"), alarms)]
        );
    }
}
