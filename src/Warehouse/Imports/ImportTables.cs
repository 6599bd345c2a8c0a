using Souk.Warehouse.Spellings;

namespace Souk.Warehouse.Imports;

/// <summary>All series that can be imported.</summary>
internal static class ImportTables
{
    public const string Source = "source";
    public const string System = "system";
    public const string Symbol = "symbol";

    private static readonly ImportField s_system = new(System, FieldKind.Text, "The system's key.", IsKey: true);

    private static readonly ImportField s_source = new(
        Source,
        FieldKind.Text,
        "Where the row comes from; else the file."
    );

    private static readonly ImportField s_sourceKey = s_source with { IsKey = true };

    private static readonly ImportField s_confidence = new(
        "confidence",
        FieldKind.Word,
        "How sure it is; else reported."
    )
    {
        Words = ["exact", "reported", "assumed"],
    };

    private static readonly Dictionary<string, string> s_defaults = new() { ["confidence"] = "reported" };

    public static readonly IReadOnlyList<ImportTable> All =
    [
        new(
            "sector_capitalisation",
            "Capitalisation of a sector by day.",
            [
                new("sector", FieldKind.Text, "Name of the sector, such as ai.", IsKey: true),
                new("day", FieldKind.Day, "The day.", IsKey: true),
                new("capitalisation_usd", FieldKind.Amount, "US dollars.", IsRequired: true),
                s_confidence,
                s_sourceKey,
            ]
        )
        {
            Defaults = s_defaults,
        },
        new(
            "series",
            "Any daily series of a system.",
            [
                s_system,
                new("series", FieldKind.Text, "Its name, such as market_cap_usd.", IsKey: true),
                new("day", FieldKind.Day, "The day.", IsKey: true),
                new("value", FieldKind.Amount, "In the series' own unit.", IsRequired: true),
                s_confidence,
                s_sourceKey,
            ]
        )
        {
            Defaults = s_defaults,
        },
        new(
            "price",
            "Prices of tokens.",
            [
                s_system,
                new(Symbol, FieldKind.Text, "The token.", IsKey: true),
                new("quote", FieldKind.Text, "What it is priced in, such as USD.", IsKey: true),
                new("time", FieldKind.Time, "When.", IsKey: true),
                new("price", FieldKind.Amount, "Quote per whole token.", IsRequired: true),
                new("volume", FieldKind.Amount, "Quote traded up to then since the row before."),
                s_confidence,
                s_sourceKey,
            ]
        )
        {
            Defaults = s_defaults,
        },
        new(
            "offchain_event",
            "What people did off the chain.",
            [
                s_system,
                new("event_key", FieldKind.Text, "Names the event within the system.", IsKey: true),
                new("time", FieldKind.Time, "When.", IsRequired: true),
                new("class", FieldKind.Word, "What kind of event.", IsRequired: true)
                {
                    Words = ["page_view", "login", "navigation", "post"],
                },
                new("party", FieldKind.Address, "Whose, where it is known."),
                new("asset_key", FieldKind.Text, "About which asset."),
                new("count", FieldKind.Integer, "How many events the row stands for; else one.") { DigitsMax = 18 },
                s_source,
            ]
        )
        {
            Defaults = new Dictionary<string, string> { ["count"] = "1" },
        },
        new(
            "adoption",
            "Figures of other platforms about an asset.",
            [
                s_system,
                new("asset_key", FieldKind.Text, "The asset.", IsKey: true),
                new("platform", FieldKind.Text, "Who counts, such as huggingface.", IsKey: true),
                new("measure", FieldKind.Word, "What is counted.", IsKey: true)
                {
                    Words = ["downloads", "stars", "forks", "likes", "calls", "users"],
                },
                new("day", FieldKind.Day, "At the end of which day.", IsKey: true),
                new("value", FieldKind.Integer, "Cumulative.", IsRequired: true),
                s_confidence,
                s_sourceKey,
            ]
        )
        {
            Defaults = s_defaults,
        },
        new(
            "offchain_revenue",
            "Revenue that somebody reports and no chain shows.",
            [
                s_system,
                new("from_day", FieldKind.Day, "The period's first day.", IsKey: true),
                new("to_day", FieldKind.Day, "The period's last day.", IsKey: true),
                new("currency", FieldKind.Text, "Such as USD.", IsKey: true),
                new("amount", FieldKind.Amount, "In the currency.", IsRequired: true),
                s_confidence,
                s_sourceKey,
            ]
        )
        {
            Defaults = s_defaults,
        },
    ];

    /// <exception cref="ImportException">There is no such table; names the nearest.</exception>
    public static ImportTable Get(string name, IEnumerable<string> others) =>
        All.FirstOrDefault(table => table.Name == name)
        ?? throw new ImportException(
            $"There is no table '{name}' to import; did you mean '{NearestWord.To(name, [.. Names, .. others])}'? "
                + $"Tables are {string.Join(", ", [.. Names, .. others])}."
        );

    public static IEnumerable<string> Names => All.Select(table => table.Name);
}
