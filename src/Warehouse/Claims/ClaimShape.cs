using Souk.Warehouse.Imports;
using Souk.Warehouse.Sheets;

namespace Souk.Warehouse.Claims;

/// <summary>What a file of `data/claims` may hold.</summary>
internal static class ClaimShape
{
    public const string Section = "claims";

    public static readonly IReadOnlyList<string> Verdicts =
    [
        ClaimVerdict.Supported,
        ClaimVerdict.Contradicted,
        ClaimVerdict.PartlyObservable,
        ClaimVerdict.Unobservable,
    ];

    public static readonly SheetShape Shape = new(
        "Claims",
        "Public statements about a system: who says it, what that person gains, and which metric would show it.",
        [
            new(
                Section,
                "Public statements.",
                [
                    new("claim", FieldKind.Text, "A short name.", IsKey: true),
                    new("statement", FieldKind.Text, "What is said, in one sentence.", IsRequired: true),
                    new("date", FieldKind.Date, "When it was said.", IsRequired: true),
                    new("speaker", FieldKind.Text, "Who says it.", IsRequired: true),
                    Word(
                        "interest",
                        "What the speaker gains: promoter and holder gain when it is believed.",
                        ["promoter", "holder", "independent"],
                        isRequired: true
                    ),
                    Word(
                        "relation",
                        "How the figure is meant; about allows a tenth.",
                        ["at least", "about", "at most", "exactly"]
                    ),
                    new("value", FieldKind.Amount, "The figure; of a day how many days after 1970-01-01 it is."),
                    new("unit", FieldKind.Text, "Of what."),
                    new("since", FieldKind.Date, "From when the claim counts."),
                    new(
                        "until",
                        FieldKind.Date,
                        "When what was said of days to come can be seen; else the day it was said."
                    ),
                    new("metric", FieldKind.Text, "The metric that would show it."),
                    new("column", FieldKind.Text, "The metric's column."),
                    new("beside", FieldKind.Text, "Another column, shown beside the first."),
                    new("row", FieldKind.Text, "Rows that count, such as measure=downloads."),
                    Word(
                        "take",
                        "What to take of the rows; count is how many values differ, min is of a claim that holds for all, and ratio is the last over the one before.",
                        ["last", "first", "sum", "max", "min", "count", "ratio"]
                    ),
                    new("decimals", FieldKind.Integer, "Base units per unit of the figure, as a power of ten.")
                    {
                        DigitsMax = 2,
                    },
                    Word(
                        "sees",
                        "Whether the metric sees all that the claim speaks of, a part, or a proxy that decides nothing, such as what was reported.",
                        ["whole", "part", "proxy"]
                    ),
                    Word("verdict", "Where no metric decides.", Verdicts, isRequired: true),
                    new("why", FieldKind.Text, "What can be seen and what cannot.", IsRequired: true),
                ]
            ),
        ]
    );

    private static ImportField Word(
        string name,
        string meaning,
        IReadOnlyList<string> words,
        bool isRequired = false
    ) => new(name, FieldKind.Word, meaning, isRequired) { Words = words };
}
