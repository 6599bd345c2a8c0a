using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Mechanisms.Vestings;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.Vestings;

/// <summary>The kinds of vesting.</summary>
internal static class VestingKinds
{
    private const decimal MonthDays = 365m / 12;

    private static readonly ParameterSpec[] s_shape =
    [
        new("launch_share", ParameterKind.Share, "Free at the launch.")
        {
            Default = "0",
            Source = "none unless stated",
        },
        new("cliff", ParameterKind.Duration, "What accrues before is held back until then.")
        {
            Default = "0 days",
            Source = "none unless stated",
        },
        new("duration", ParameterKind.Duration, "From the start of the clock until all is free."),
    ];

    public static CatalogueEntry Linear { get; } =
        Entry(
            "vesting.linear",
            "A part at the launch, the rest in proportion to time, nothing of it before the cliff.",
            "OpenZeppelin Contracts 5, finance/VestingWalletCliff",
            s_shape,
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
                .. s_shape,
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
                        (long)Math.Round(part.Number("launch_share") * 1e9),
                        Months(part, "duration"),
                        Months(part, "lock"),
                        Months(part, "cliff"),
                        Months(part, "step")
                    )
                )
        );

    public static CatalogueEntry Custom { get; } =
        Entry(
            "vesting.custom",
            "Points in time and what is free by then: in steps, or on straight lines between them.",
            "ours, after unlock tables that follow no formula (docs/mechanisms/vesting.md)",
            [
                new("times", ParameterKind.Duration, "Counted from the launch, rising.") { IsList = true },
                new(
                    "shares",
                    ParameterKind.Share,
                    "Of all, free by each of the times; never falling, 100 % at the end."
                )
                {
                    IsList = true,
                },
                new("lines", ParameterKind.YesNo, "Whether it grows between the times, or jumps at each.")
                {
                    Default = "no",
                    Source = "steps unless stated",
                },
            ],
            (part, total, launch) => new PointUnlock(Points(part, total, launch), part.YesNo("lines"))
        );

    // Each point is rounded down, and the last is all there is.
    private static UnlockPoint[] Points(Part part, Int128 total, long launch)
    {
        IReadOnlyList<SettingValue> times = part.List("times");
        IReadOnlyList<SettingValue> shares = part.List("shares");
        if (times.Count != shares.Count)
        {
            throw new ArgumentException(
                $"shares has {shares.Count} values for {times.Count} times: write one for each"
            );
        }

        return shares[^1].Number == 1
            ?
            [
                .. times.Zip(
                    shares,
                    (time, share) =>
                        new UnlockPoint(
                            launch + (long)decimal.Round(time.Number * 86_400),
                            new Share((double)share.Number).Of(total)
                        )
                ),
            ]
            : throw new ArgumentException(
                $"shares end with {shares[^1].Number:0.##%}, and all must be free in the end"
            );
    }

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
                    .. more,
                ]
            )
            {
                Publishes =
                [
                    new("locked", "token", "What is not paid to the beneficiary yet."),
                    new("released", "token", "Paid to the beneficiary since the launch."),
                ],
            },
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
