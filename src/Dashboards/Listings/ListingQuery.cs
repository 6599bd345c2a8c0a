using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Listings;

/// <summary>Which markets the front page's address asks for, and in which order: <c>?q=data&amp;sort=fees</c>.</summary>
/// <param name="Search">Looked for in titles, keys and symbols, whatever the case; empty finds all.</param>
/// <param name="Sort">A key of <see cref="Sorts"/>.</param>
/// <param name="Error">What is wrong and what is allowed; null where nothing is.</param>
public sealed record ListingQuery(string Search, string Sort, string? Error)
{
    private const int SearchLengthMax = 100;

    /// <summary>Orders that a reader can choose: the word in the address, and what it says on the page.</summary>
    public static ImmutableArray<(string Key, string Title)> Sorts =>
        [
            ("title", PageWords.Plain("listings.title")),
            ("capitalisation", PageWords.Plain("listings.capitalisation")),
            ("fees", PageWords.Plain("listings.fees-of-30-days")),
            ("freshness", PageWords.Plain("listings.freshness")),
            ("flags", PageWords.Plain("listings.flags")),
        ];

    public static ListingQuery Parse(IQueryCollection query)
    {
        string search = query["q"].ToString().Trim();
        string sort = query["sort"].ToString();
        string byDefault = Sorts[0].Key;
        return search.Length > SearchLengthMax
                ? new ListingQuery(
                    "",
                    byDefault,
                    PageWords.Plain("listings.the-search-has-letters-at", search.Length, SearchLengthMax)
                )
            : sort.Length > 0 && Sorts.All(one => one.Key != sort)
                ? new ListingQuery(
                    search,
                    byDefault,
                    PageWords.Plain(
                        "listings.markets-can-be-sorted-by",
                        string.Join(", ", Sorts.Select(one => one.Key))
                    )
                )
            : new ListingQuery(search, sort.Length > 0 ? sort : byDefault, null);
    }

    /// <summary>The markets that were asked for. What has no such number comes last; equal ones stand by title.</summary>
    public IReadOnlyList<MarketListing> Of(IReadOnlyList<MarketListing> all)
    {
        IOrderedEnumerable<MarketListing> byTitle = all.Where(IsFound)
            .OrderBy(listing => listing.Market.Title, StringComparer.OrdinalIgnoreCase)
            .ThenBy(listing => listing.Market.System, StringComparer.Ordinal);
        return
        [
            .. Sort switch
            {
                "capitalisation" => Largest(byTitle, listing => listing.Capitalisation),
                "fees" => Largest(byTitle, listing => listing.Fees),
                "freshness" => byTitle.OrderByDescending(listing => listing.Market.AsOf.BlockTime),
                "flags" => byTitle
                    .OrderByDescending(listing => listing.Flags.Count(flag => flag.Severity == Concerns.Severity.Alarm))
                    .ThenByDescending(listing => listing.Flags.Count),
                _ => byTitle,
            },
        ];
    }

    // Amounts in different tokens cannot be compared: those of one token stand together.
    private static IEnumerable<MarketListing> Largest(
        IEnumerable<MarketListing> listings,
        Func<MarketListing, Amount?> amount
    ) =>
        listings
            .OrderBy(listing => amount(listing) is null)
            .ThenBy(listing => amount(listing)?.Token.Symbol, StringComparer.Ordinal)
            .ThenByDescending(listing => amount(listing)?.BaseUnits);

    /// <summary>What a market is found by: its title, key and symbol, a line each.</summary>
    public static string WordsOf(MarketSummary market) => $"{market.Title}\n{market.System}\n{market.Token.Symbol}";

    private bool IsFound(MarketListing listing) =>
        WordsOf(listing.Market).Contains(Search, StringComparison.OrdinalIgnoreCase);
}
