using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Stakes;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Emissions;

namespace Souk.Simulation.Catalogues.Emissions;

/// <summary>The kinds of emission.</summary>
internal static class EmissionKinds
{
    private const int RatioScale = 1_000_000;
    private const int Billion = 1_000_000_000;

    public static CatalogueEntry Fixed { get; } =
        Entry(
            "emission.fixed",
            "The same amount every day until a cap.",
            "docs/mechanisms/emission-schedules.md",
            "per_day",
            [
                new("per_day", ParameterKind.TokensPerDay, "Minted at the close of each day."),
                new("cap", ParameterKind.Tokens, "Never minted more than this; no cap unless stated.") { Default = "" },
            ],
            (part, token, _) =>
            {
                bool isCapped = part.List("cap").Count > 0;
                Int128 cap = isCapped ? part.BaseUnits("cap", token.Decimals) : Token.SupplyLimit;
                Int128 perDay = part.BaseUnits("per_day", token.Decimals);
                // As FixedEmission does it, but by what was minted: a timeline can change the amount under way.
                return (_, _, emitted) => Int128.Min(perDay, cap - emitted);
            }
        );

    public static CatalogueEntry Halving { get; } =
        Entry(
            "emission.halving",
            "A block reward that halves by what was issued, not by time.",
            "opentensor/subtensor at 13d5f50, coinbase/block_emission.rs",
            "reward",
            [
                new("reward", ParameterKind.Tokens, "Per block, before the first halving."),
                new("cap", ParameterKind.Tokens, "What the issuance approaches."),
                new("blocks_per_day", ParameterKind.Count, "How many blocks a day has.")
                {
                    Default = "7200",
                    Source = "12 seconds per block, as in subtensor",
                    Min = 1,
                    Max = 1e6,
                },
            ],
            (part, token, _) =>
            {
                IssuanceHalving halving = new(
                    part.BaseUnits("cap", token.Decimals),
                    part.BaseUnits("reward", token.Decimals)
                );
                int blocks = part.Count("blocks_per_day");
                return (_, supply, _) => OfBlocks(halving, blocks, supply);
            }
        );

    public static CatalogueEntry Geometric { get; } =
        Entry(
            "emission.geometric",
            "A first amount, then in each period a fixed ratio of the one before, minted at the period's end.",
            "SingularityNET, Phase Two information memorandum of 2021-02-01",
            "first",
            [
                new("first", ParameterKind.Tokens, "Of the first period."),
                new("ratio", ParameterKind.Number, "From one period to the next, to a millionth.")
                {
                    Default = "0.985",
                    Source = "AGIX",
                    Max = 10,
                },
                new("period", ParameterKind.Duration, "How long a period is.")
                {
                    Default = "1 month",
                    Source = "AGIX",
                    Min = 1,
                },
            ],
            (part, token, _) =>
            {
                GeometricEmission schedule = new(
                    part.BaseUnits("first", token.Decimals),
                    (int)Math.Round(part.Number("ratio") * RatioScale),
                    RatioScale
                );
                decimal period = part.List("period")[0].Number;
                return (day, _, _) =>
                {
                    (long now, long before) = ((long)(day / period), (long)((day - 1) / period));
                    return now == before ? 0 : schedule.IssuedBy(now) - schedule.IssuedBy(before);
                };
            }
        );

    public static CatalogueEntry HalfLife { get; } =
        Entry(
            "emission.half_life",
            "A total of which half of the rest is minted in each half-life.",
            "Filecoin's simple minting as mechaFIL has it",
            "total",
            [
                new("total", ParameterKind.Tokens, "Minted in the end."),
                new("half_life", ParameterKind.Duration, "Whole days until half of the rest is minted.")
                {
                    Default = "6 years",
                    Source = "Filecoin",
                    Min = 1,
                },
            ],
            (part, token, _) =>
            {
                Int128 total = part.BaseUnits("total", token.Decimals);
                IEmissionSchedule schedule = new HalfLifeEmission(total, part.Days("half_life"));
                return (day, _, emitted) => Int128.Min(schedule.Emission(day), total - emitted);
            }
        );

    public static CatalogueEntry Exponential { get; } =
        Entry(
            "emission.exponential",
            "A total whose rest is minted at a constant continuous rate.",
            "docs/mechanisms/emission-schedules.md",
            "total",
            [
                new("total", ParameterKind.Tokens, "Minted in the end."),
                new("rate", ParameterKind.Share, "Of the rest, per day, continuously compounded; to a billionth."),
            ],
            (part, token, _) =>
            {
                Int128 total = part.BaseUnits("total", token.Decimals);
                IEmissionSchedule schedule = new ExponentialEmission(
                    total,
                    (long)Math.Round(part.Number("rate") * Billion)
                );
                return (day, _, emitted) => Int128.Min(schedule.Emission(day), total - emitted);
            }
        );

    public static CatalogueEntry DataFarming { get; } =
        Entry(
            "emission.data_farming",
            "The budget of each week of Ocean's data farming, minted on its first day, a Thursday.",
            "Ocean: df-py at 026242f, vesting_schedule (docs/mechanisms/data-farming-schedule.md)",
            "token",
            [new("token", ParameterKind.Token, "What is minted, with 18 decimals.") { IsFixed = true }],
            (_, token, start) =>
                token.Decimals == DataFarmingSchedule.Decimals
                    ? (day, _, _) => OfWeek(start.AddDays((int)day - 1))
                    : throw new ArgumentException(
                        $"token is {token.Symbol} with {token.Decimals} decimals; the schedule counts in {DataFarmingSchedule.Decimals}"
                    )
        );

    private static Int128 OfWeek(DateOnly date) =>
        date.DayOfWeek == DayOfWeek.Thursday ? DataFarmingSchedule.WeeklyBudget(date) : 0;

    // Blocks between two halvings have one reward, so a day takes a step per halving, not per block.
    private static Int128 OfBlocks(IssuanceHalving halving, int blocks, Int128 supply)
    {
        Int128 issuance = supply;
        Int128 left = blocks;
        while (left > 0 && halving.BlocksToHalving(issuance) is { } toHalving)
        {
            Int128 count = Int128.Min(left, toHalving);
            issuance += count * halving.RewardAt(issuance);
            left -= count;
        }

        return issuance - supply;
    }

    /// <summary>A kind of emission.</summary>
    /// <param name="amount">The parameter whose symbol says which token is minted.</param>
    /// <param name="emission">From the part, the token and the date of the emission's first day.</param>
    internal static CatalogueEntry Entry(
        string name,
        string meaning,
        string source,
        string amount,
        ParameterSpec[] parameters,
        Func<Part, Token, DateOnly, DailyEmission> emission
    ) =>
        new(
            new(
                name,
                meaning,
                source,
                [
                    .. parameters,
                    new("to", ParameterKind.Part, "Who is paid.") { IsFixed = true },
                    new(
                        "stakes",
                        ParameterKind.Part,
                        "Pays only those whose stakes there reached what it requires by the close of the day before."
                    )
                    {
                        Words = [StakingPool.KindName],
                        Default = "",
                        IsFixed = true,
                    },
                    new("start", ParameterKind.Date, "Its first day; the scenario's start unless stated.")
                    {
                        Default = "",
                    },
                ]
            )
            {
                Publishes = [new("emitted", "token", "Minted by this part since the start.")],
            },
            (assembly, part) => new EmissionPart(assembly, part, amount, emission)
        );
}
