using Souk.Warehouse.Imports;
using Souk.Warehouse.Sheets;

namespace Souk.Warehouse.Tokens;

/// <summary>What a file of `data/tokens` may hold.</summary>
internal static class TokenShape
{
    public static readonly SheetShape Shape = new(
        "Token registry",
        "What is known of one system's tokens, their allocation, funding and sales. Every value has a confidence and a source.",
        [
            Profile(),
            Tokens(),
            Addresses(),
            Allocations(),
            Rounds(),
            Investors(),
            Sales(),
            Multiples(),
            Quotes(),
            Figures(),
        ]
    );

    private static SheetSection Profile() =>
        new(
            "profile",
            "The system and its tags.",
            [
                Text("title", "The name that people use.", isRequired: true),
                Word(
                    "pillar",
                    "What of AI it is about.",
                    ["compute", "algorithms", "data", "infrastructure"],
                    isRequired: true
                ),
                Word(
                    "direction",
                    "Which of the two it says to improve: AI by crypto, or crypto by AI; 'neither' for chains and bridges.",
                    ["crypto_for_ai", "ai_for_crypto", "neither"],
                    isRequired: true
                ),
                Word("stage", "Whether it has a token yet.", ["live", "merged", "pre_token"], isRequired: true),
                new("launched", FieldKind.Date, "The token generation event."),
                Text("note", "What a reader should know."),
            ],
            IsSingle: true
        );

    private static SheetSection Tokens() =>
        new(
            "tokens",
            "Tokens, in whole units.",
            [
                Text("symbol", "Ticker.", isKey: true),
                new("decimals", FieldKind.Integer, "Base units per token as a power of ten.", IsRequired: true),
                new("supply_initial", FieldKind.Amount, "Minted at the start."),
                new("supply_max", FieldKind.Amount, "What can ever exist."),
                new("supply_total", FieldKind.Amount, "Minted minus burned, when observed."),
                new("supply_circulating", FieldKind.Amount, "As its source counts it, when observed."),
                new("supply_as_of", FieldKind.Date, "When total and circulating supply were observed."),
                Text("note", "What a reader should know."),
            ]
        );

    private static SheetSection Addresses() =>
        new(
            "addresses",
            "Where a token lives.",
            [
                Link("token", "tokens", "The token.", isRequired: true),
                Text("chain", "EIP-155 id, or the chain's name where it has none.", isKey: true),
                new("address", FieldKind.AnyAddress, "The token's contract.", IsKey: true),
                Text("note", "What a reader should know."),
            ]
        );

    private static SheetSection Allocations() =>
        new(
            "allocations",
            "Who gets how much of a token, and when.",
            [
                Text("bucket", "Name of the part.", isKey: true),
                Link("token", "tokens", "The token.", isRequired: true),
                Word(
                    "class",
                    "Who is meant.",
                    [
                        "team",
                        "advisors",
                        "investors",
                        "public_sale",
                        "community",
                        "ecosystem",
                        "treasury",
                        "rewards",
                        "liquidity",
                        "other",
                    ],
                    isRequired: true
                ),
                Link("part_of", "allocations", "The bucket that this one is a part of; it is not counted twice."),
                new("share_percent", FieldKind.Percent, "Percent of the supply.", IsRequired: true),
                new("tge_percent", FieldKind.Percent, "Percent of the supply that is free at the launch."),
                new("cliff_months", FieldKind.Months, "Months from the launch before anything more is free."),
                new("vesting_months", FieldKind.Months, "Months over which the rest becomes free."),
                Text("schedule", "Anything that the numbers do not say."),
                new("watched", FieldKind.Address, "The wallet that the project names as holding it."),
                Text(
                    "contracts",
                    "Names of the contracts that hold it, as the manifest has them, separated by commas."
                ),
            ]
        );

    private static SheetSection Rounds() =>
        new(
            "rounds",
            "Private funding rounds.",
            [
                Text("round", "Name of the round.", isKey: true),
                Word("kind", "What kind of round.", ["seed", "private", "series_a", "series_b", "strategic"]),
                new("date", FieldKind.Date, "When it was announced."),
                new("raised_usd", FieldKind.Amount, "US dollars raised.", IsRequired: true),
                new("price_usd", FieldKind.Amount, "US dollars per token."),
                new("valuation_usd", FieldKind.Amount, "US dollars for all of it."),
                Link("bucket", "allocations", "The allocation that it feeds."),
            ]
        );

    private static SheetSection Investors() =>
        new(
            "investors",
            "Who took part in which round.",
            [
                Text("investor", "Name.", isKey: true),
                Link("round", "rounds", "The round.", isKey: true),
                Word("kind", "What kind of investor.", ["venture", "exchange", "corporate", "fund", "person"]),
                Word("role", "Part in the round.", ["lead", "participant"]),
                Text("note", "What a reader should know."),
            ]
        );

    private static SheetSection Sales() =>
        new(
            "sales",
            "Sales to the public.",
            [
                Text("sale", "Name of the sale.", isKey: true),
                Text("venue", "Where it took place.", isRequired: true),
                Link("token", "tokens", "The token.", isRequired: true),
                new("date", FieldKind.Date, "When it began."),
                new("price_usd", FieldKind.Amount, "US dollars per token.", IsRequired: true),
                new("tokens_sold", FieldKind.Amount, "Whole tokens."),
                new("raised_usd", FieldKind.Amount, "US dollars."),
                new("oversubscription", FieldKind.Amount, "Demand over what was sold."),
                new("minutes", FieldKind.Integer, "Minutes until it was sold out."),
                new("valuation_usd", FieldKind.Amount, "US dollars for the whole supply at the sale's price."),
                Link("bucket", "allocations", "The allocation that was sold."),
            ]
        );

    private static SheetSection Multiples() =>
        new(
            "multiples",
            "Multiples of a sale's price that a source states.",
            [
                Link("sale", "sales", "The sale.", isKey: true),
                Text("when", "When it was measured, in words.", isKey: true),
                new("date", FieldKind.Date, "When it was measured."),
                new("multiple", FieldKind.Amount, "Price over the sale's price.", IsRequired: true),
            ]
        );

    private static SheetSection Quotes() =>
        new(
            "quotes",
            "Single prices.",
            [
                Link("token", "tokens", "The token.", isKey: true),
                new("date", FieldKind.Date, "The day.", IsKey: true),
                Word("kind", "Which price of the day or of all time.", ["first", "high", "low", "close"], isKey: true),
                new("price_usd", FieldKind.Amount, "US dollars per token.", IsRequired: true),
            ]
        );

    private static SheetSection Figures() =>
        new(
            "figures",
            "Other figures with their date.",
            [
                Text("figure", "What is counted.", isKey: true),
                new("date", FieldKind.Date, "When; 'not found' where the source gives no date.", IsKey: true)
                {
                    MayBeNotFound = true,
                },
                new("value", FieldKind.Amount, "The figure.", IsRequired: true),
                Text("unit", "Of what.", isRequired: true),
            ]
        );

    private static ImportField Text(string name, string meaning, bool isRequired = false, bool isKey = false) =>
        new(name, FieldKind.Text, meaning, isRequired, isKey);

    private static ImportField Word(
        string name,
        string meaning,
        string[] words,
        bool isRequired = false,
        bool isKey = false
    ) => new(name, FieldKind.Word, meaning, isRequired, isKey) { Words = words };

    private static ImportField Link(
        string name,
        string section,
        string meaning,
        bool isRequired = false,
        bool isKey = false
    ) => new(name, FieldKind.Text, meaning, isRequired, isKey) { RefersTo = section };
}
