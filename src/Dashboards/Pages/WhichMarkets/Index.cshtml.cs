using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Listings;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Pages.WhichMarkets;

/// <summary>The front page: which markets are indexed, and what is there to look at in each?</summary>
public sealed class IndexModel(ListingDesk desk) : PageModel, IExhibitor
{
    /// <summary>Flags of a card; the page of alerts has all.</summary>
    public const int FlagsShown = 4;

    /// <summary>Every market, found or not.</summary>
    public IReadOnlyList<MarketListing> All { get; private set; } = [];

    /// <summary>Those that the address asks for, in its order.</summary>
    public IReadOnlyList<MarketListing> Listings { get; private set; } = [];

    public ListingQuery Asked { get; private set; } = null!;

    string? IExhibitor.Error => Asked.Error;

    /// <summary>The label that at least one market carries, so that the page's title carries it too.</summary>
    public string? CommonLabel =>
        All.Select(listing => listing.Market.Label).FirstOrDefault(label => label is not null);

    /// <summary>The place of a market in each order of <see cref="ListingQuery.Sorts"/>: a script sorts by it without asking again.</summary>
    public string RanksOf(MarketListing listing) =>
        string.Join(
            ' ',
            _orders.Select(order => order.TakeWhile(one => one.Market.System != listing.Market.System).Count())
        );

    private IReadOnlyList<MarketListing>[] _orders = [];

    public IEnumerable<Exhibit> Exhibits =>
        [
            new Exhibit(
                "markets",
                PageWords.Plain("which-markets.markets"),
                ExportTable.Of(
                    Listings,
                    ("market", row => row.Market.System),
                    ("title", row => row.Market.Title),
                    ("label", row => row.Market.Label),
                    ("token", row => row.Market.Token.Symbol),
                    ("decimals", row => row.Market.Token.Decimals),
                    ("total_supply", row => row.Market.TotalSupply),
                    ("chain_id", row => row.Market.AsOf.ChainId),
                    ("block_number", row => row.Market.AsOf.BlockNumber),
                    ("time", row => row.Market.AsOf.BlockTime.UtcDateTime),
                    ("capitalisation", row => row.Capitalisation?.BaseUnits),
                    ("fees_30_days", row => row.Fees?.BaseUnits),
                    ("quote_symbol", row => (row.Capitalisation ?? row.Fees)?.Token.Symbol),
                    ("quote_decimals", row => (row.Capitalisation ?? row.Fees)?.Token.Decimals),
                    ("flags", row => string.Join("; ", row.Flags.Select(flag => $"{flag.Severity}: {flag.Title}")))
                )
            )
            {
                Label = CommonLabel,
            },
        ];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Asked = ListingQuery.Parse(Request.Query);
        (All, bool areEarlier) = await desk.ReadAsync(cancellation);
        if (areEarlier)
        {
            Response.Headers[PageShelf.EarlierHeader] = "1";
        }

        Listings = Asked.Of(All);
        _orders = [.. ListingQuery.Sorts.Select(sort => new ListingQuery("", sort.Key, null).Of(All))];
        Response.StatusCode = Asked.Error is null ? 200 : 400;
    }
}
