using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Markets.Auctions;

namespace Souk.Simulation.Catalogues.Auctions;

/// <summary>The kinds of auctions.</summary>
internal static class AuctionKinds
{
    private static readonly PublishedQuantity[] s_publications =
    [
        new("sold", "count", "Lots since the start."),
        new("unsold", "count", "Lots that nobody took."),
        new("revenue", "token", "Paid to the seller since the start."),
        new("surplus", "token", "What lots were worth to winners, less what they paid."),
        new(
            "posted_revenue",
            "token",
            "What the posted price would have brought: once for each lot with a bid that reaches it."
        )
        {
            IsOptional = true,
        },
    ];

    public static CatalogueEntry English { get; } =
        Entry(
            "auction.english",
            "Lots go to the highest bidder at the second highest limit and an increment, as with proxy bids.",
            "proxy bidding as on eBay (docs/mechanisms/auctions.md)",
            [
                new(
                    "increment",
                    ParameterKind.Tokens,
                    "The least by which a bid must rise; one base unit unless stated."
                )
                {
                    Default = "",
                    Source = "the least there is",
                },
            ],
            (bids, terms) => EnglishAuction.Proxy(bids, terms.Reserve, terms.Increment)
        );

    public static CatalogueEntry SecondPrice { get; } =
        Entry(
            "auction.second_price",
            "Lots go to the highest of sealed bids at the second highest.",
            "Vickrey, Journal of Finance 16 (1961)",
            [],
            (bids, terms) => SecondPriceAuction.Clear(bids, terms.Reserve)
        );

    private static CatalogueEntry Entry(
        string name,
        string meaning,
        string source,
        ParameterSpec[] more,
        AuctionForm form
    ) =>
        new(
            new(
                name,
                meaning,
                source,
                [
                    new("seller", ParameterKind.Part, "Who is paid.") { IsFixed = true },
                    new("bidders", ParameterKind.Part, "Who bids, each account at most what it holds.")
                    {
                        Scale = PopulationScale.Keeps,
                        Words = ["account", "people.insiders", "datapool.contributors"],
                        IsFixed = true,
                    },
                    new("lots", ParameterKind.Count, "Sold one after another each day.")
                    {
                        Default = "1",
                        Max = 10_000,
                    },
                    new("values", ParameterKind.Tokens, "What a lot is worth to bidders, in turn: everyone bids that.")
                    {
                        IsList = true,
                    },
                    new(
                        "sigma",
                        ParameterKind.Number,
                        "Deviation of the logarithm of values around these, by bidder and lot."
                    )
                    {
                        Default = "0",
                        Max = 5,
                    },
                    new("reserve", ParameterKind.Tokens, "The least that the seller takes; none unless stated.")
                    {
                        Default = "",
                    },
                    new(
                        "posted_price",
                        ParameterKind.Tokens,
                        "For comparison: what a fixed price would bring for these lots."
                    )
                    {
                        Default = "",
                    },
                    .. more,
                ]
            )
            {
                Publishes = s_publications,
            },
            (assembly, part) => new AuctionPart(assembly, part, form)
        );
}
