using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Vestings;
using Souk.Simulation.Mechanisms.Vestings;

namespace Souk.Simulation.Catalogues;

/// <summary>The kinds of vesting.</summary>
internal static class VestingKinds
{
    private const decimal MonthDays = 365m / 12;

    public static CatalogueEntry Linear { get; } =
        Entry(
            "vesting.linear",
            "A part at the launch, the rest in proportion to time, nothing of it before the cliff.",
            "OpenZeppelin Contracts 5, finance/VestingWalletCliff",
            [],
            (part, total, launch) =>
                new LinearUnlock(
                    total,
                    launch,
                    part.Share("launch_share"),
                    cliffSeconds: part.Seconds("cliff"),
                    durationSeconds: part.Seconds("duration")
                )
        );

    public static CatalogueEntry Stepped { get; } =
        Entry(
            "vesting.stepped",
            "A part at the launch, the rest in calendar months after a lock.",
            "ours, after the allocation tables of token papers (docs/mechanisms/vesting.md)",
            [
                new("lock", ParameterKind.Duration, "Nothing accrues for so long after the launch; whole months.")
                {
                    Default = "0 months",
                    Source = "none unless stated",
                },
                new("step", ParameterKind.Duration, "How often a part becomes free; whole months, 0 for every second.")
                {
                    Default = "1 month",
                },
            ],
            (part, total, launch) =>
                new TermsUnlock(
                    total,
                    launch,
                    new VestingTerms(
                        (long)(part.Number("launch_share") * 1e9),
                        Months(part, "duration"),
                        Months(part, "lock"),
                        Months(part, "cliff"),
                        Months(part, "step")
                    )
                )
        );

    private static CatalogueEntry Entry(
        string name,
        string meaning,
        string source,
        ParameterSpec[] more,
        Func<Part, Int128, long, IUnlockCurve> curve
    ) =>
        new(
            new(
                name,
                meaning,
                source,
                [
                    new("total", ParameterKind.Tokens, "All of it; or write share.") { Default = "", IsFixed = true },
                    new("share", ParameterKind.Share, "Share of the token's supply_max; or write total.")
                    {
                        Default = "",
                        IsFixed = true,
                    },
                    new("token", ParameterKind.Token, "Of which token the share is; the first one unless stated.")
                    {
                        Default = "",
                        IsFixed = true,
                    },
                    new("to", ParameterKind.Part, "Who is paid.") { IsFixed = true },
                    new("start", ParameterKind.Date, "The launch; the scenario's start unless stated.")
                    {
                        Default = "",
                    },
                    new("launch_share", ParameterKind.Share, "Free at the launch.") { Default = "0" },
                    new("cliff", ParameterKind.Duration, "What accrues before is held back until then.")
                    {
                        Default = "0 days",
                        Source = "none unless stated",
                    },
                    new("duration", ParameterKind.Duration, "From the start of the clock until all is free."),
                    .. more,
                ]
            ),
            (assembly, part) => new VestingPart(assembly, part, curve)
        );

    // A month is held as a twelfth of a year.
    private static int Months(Part part, string parameter)
    {
        decimal months = (decimal)part.Number(parameter) / MonthDays;
        decimal whole = decimal.Round(months);
        return Math.Abs(months - whole) < 0.001m
            ? (int)whole
            : throw new ArgumentException($"{parameter} is {months:0.##} months; write whole months, such as 6 months");
    }
}
