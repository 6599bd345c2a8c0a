using Souk.Simulation.Blueprints;
using Souk.Simulation.Mechanisms.Vestings;

namespace Souk.Simulation.Catalogues.Launches;

/// <summary>Reads the columns of an allocation table.</summary>
internal static class AllocationRows
{
    private const decimal MonthDays = 365m / 12;
    private const int RowsMax = 100;

    public static PartKind Kind { get; } =
        new(
            "allocation",
            "A token's allocation table: a row per bucket with its share, what is free at the launch, and how the rest vests.",
            "ours, after the allocation tables of token papers (docs/mechanisms/vesting.md)",
            [
                Column("buckets", ParameterKind.Text, "Name of each row.", fallback: null),
                Column("shares", ParameterKind.Share, "Share of the supply that each row has.", fallback: null),
                Column("to", ParameterKind.Part, "Who is paid, row by row.", fallback: null),
                Column("launch_shares", ParameterKind.Share, "Of the row, free at the launch.", "0"),
                Column("locks", ParameterKind.Duration, "Nothing accrues before; whole months.", "0 months"),
                Column("cliffs", ParameterKind.Duration, "What accrues before is held back; whole months.", "0 months"),
                Column("durations", ParameterKind.Duration, "From the end of the lock until all is free.", "0 months"),
                Column(
                    "steps",
                    ParameterKind.Duration,
                    "How often a part becomes free; 0 for every second.",
                    "0 months"
                ),
                new("token", ParameterKind.Token, "Of which token; the first one unless stated.")
                {
                    Default = "",
                    IsFixed = true,
                },
                new("supply", ParameterKind.Tokens, "What shares are of; supply_max unless stated.")
                {
                    Default = "",
                    IsFixed = true,
                },
                new("start", ParameterKind.Date, "The launch; the scenario's start unless stated.")
                {
                    Default = "",
                    IsFixed = true,
                },
            ]
        )
        {
            Publishes =
            [
                new("BUCKET.locked", "token", "Of one bucket, not free at the close."),
                new("locked", "token", "Of all buckets, not free at the close."),
            ],
        };

    /// <exception cref="ArgumentException">Columns of different lengths, months that are not whole, or terms that do not fit.</exception>
    public static AllocationBucket[] Of(Part part)
    {
        int count = part.List("buckets").Count;
        if (count > RowsMax)
        {
            throw new ArgumentException($"buckets has {count} rows, more than {RowsMax}");
        }

        return [.. Enumerable.Range(0, count).Select(row => RowOf(part, row, count))];
    }

    private static AllocationBucket RowOf(Part part, int row, int count)
    {
        _ = ValueOf(part, "to", row, count);
        return new AllocationBucket(
            part.List("buckets")[row].Text,
            Parts(part, "shares", row, count),
            new VestingTerms(
                Parts(part, "launch_shares", row, count),
                Months(part, "durations", row, count),
                Months(part, "locks", row, count),
                Months(part, "cliffs", row, count),
                Months(part, "steps", row, count)
            )
        );
    }

    private static long Parts(Part part, string column, int row, int count) =>
        (long)decimal.Round(ValueOf(part, column, row, count).Number * 1_000_000_000);

    // A month is held as a twelfth of a year.
    private static int Months(Part part, string column, int row, int count)
    {
        decimal months = ValueOf(part, column, row, count).Number / MonthDays;
        decimal whole = decimal.Round(months);
        return Math.Abs(months - whole) < 0.001m
            ? (int)whole
            : throw new ArgumentException($"{column} has {months:0.##} months; write whole months, such as 6 months");
    }

    // One value holds for all rows.
    private static SettingValue ValueOf(Part part, string column, int row, int count)
    {
        IReadOnlyList<SettingValue> values = part.List(column);
        bool isForAll = values.Count == 1 && column is not ("to" or "shares");
        return values.Count == count ? values[row]
            : isForAll ? values[0]
            : throw new ArgumentException($"{column} has {values.Count} values and buckets has {count}");
    }

    private static ParameterSpec Column(string name, ParameterKind kind, string meaning, string? fallback) =>
        new(name, kind, meaning)
        {
            IsList = true,
            Default = fallback,
            Source = "none unless stated",
            IsFixed = true,
        };
}
