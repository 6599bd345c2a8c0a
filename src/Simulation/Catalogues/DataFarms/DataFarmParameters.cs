using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Catalogues.DataFarms;

/// <summary>The parameters of `datafarm.pool`.</summary>
internal static class DataFarmParameters
{
    public const string KindName = "datafarm.pool";

    public static PartKind Kind { get; } =
        new(
            KindName,
            "Owners lock tokens for voting power and allocate it to data that sells; each week's budget is divided among them.",
            "Ocean: df-py at 0fe62f2 and veOCEAN (docs/mechanisms/data-farm.md); who locks and allocates how is an assumption",
            [
                new("token", ParameterKind.Token, "What is locked and paid.") { IsFixed = true },
                new(
                    "fund",
                    ParameterKind.Tokens,
                    "Budget of the first week beside what others pay in; none unless stated."
                )
                {
                    Default = "",
                    IsFixed = true,
                },
                new("stakers", ParameterKind.Part, "Who locks.") { IsFixed = true },
                new("share", ParameterKind.Share, "Of its balance, what each locks each time.") { Default = "10 %" },
                new("every", ParameterKind.Duration, "Whole days between locks.") { Default = "28 days", Min = 1 },
                new("start", ParameterKind.Date, "Day of the first locks; the scenario's first unless stated.")
                {
                    Default = "",
                    IsFixed = true,
                    IsAddition = true,
                },
                new(
                    "lock",
                    ParameterKind.Duration,
                    "From a lock on, until all of the owner's is free; ends on a Thursday."
                )
                {
                    Default = "4 years",
                    Source = "the longest of veOCEAN",
                    Min = 14,
                    Max = 1_460,
                },
                new("assets", ParameterKind.Text, "Names of data that sells.") { IsList = true, IsFixed = true },
                new("volumes", ParameterKind.Tokens, "What is paid for each in a week, one value or by asset.")
                {
                    IsList = true,
                },
                new("feeds", ParameterKind.Text, "Which of them are prediction feeds: their cap is another.")
                {
                    IsList = true,
                    Default = "",
                    IsFixed = true,
                },
                new("allocation", ParameterKind.Word, "How owners spread their power: as sales are, or evenly.")
                {
                    Words = ["by_volume", "even"],
                    Default = "by_volume",
                },
                new("shares", ParameterKind.Word, "What an asset's share of the budget follows.")
                {
                    Words = ["rank", "volume"],
                    Default = "rank",
                    Source = "df-py 0fe62f2, scale LOG",
                },
                new("yield_cap", ParameterKind.Share, "Of locked tokens, the most that a week pays.")
                {
                    Default = "1.5717 %",
                    Source = "df-py 0fe62f2: 125 % a year",
                },
                new("volume_cap", ParameterKind.Word, "Of an asset's volume, the most that a week pays to one owner.")
                {
                    Words = ["by_date", "none"],
                    Default = "by_date",
                    Source = "df-py 026242f, dcv_multiplier",
                },
            ]
        )
        {
            Publishes =
            [
                new("locked", "token", "Locked at the close."),
                new("power", "token", "Of all, in tokens locked for four years.") { Title = "voting power" },
                new("paid", "token", "Paid to owners since the start."),
                new("left", "token", "Budgets that caps cut off, since the start."),
            ],
        };
}
