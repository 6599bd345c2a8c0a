using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;

namespace Souk.Simulation.Catalogues.People;

/// <summary>How investors of a class behave on a day.</summary>
internal sealed record InvestorHabit(
    SellTerms Sell,
    Share SellShare,
    Share LiquidityCap,
    Share HedgeShare,
    double HedgeCost,
    PriceTerms Price,
    double Anticipation
);

/// <summary>The parameters of `people.investors`.</summary>
internal static class InvestorParameters
{
    public static PartKind Kind { get; } =
        new(
            "people.investors",
            "A class of early holders with a cost basis, who sell most after an unlock and may hedge before it.",
            "Odean, J. Finance 53 (1998); Keyrock's study of unlocks; values are assumptions (docs/people/investors.md)",
            [
                new("class", ParameterKind.Word, "Who they are: what of their selling is not stated goes by it.")
                {
                    Words = ["team", "seed", "private", "advisors", "foundation", "ecosystem", "public"],
                    Default = "private",
                    IsFixed = true,
                },
                new("count", ParameterKind.Count, "How many.")
                {
                    Default = "20",
                    Min = 1,
                    Max = 1e6,
                    IsFixed = true,
                    Scale = PopulationScale.Agents,
                },
                new("pool", ParameterKind.Part, "Where they sell.") { Words = Venue.Kinds, IsFixed = true },
                new("balance", ParameterKind.Tokens, "What they hold together before the first day.")
                {
                    Default = "",
                    IsFixed = true,
                },
                new(
                    "cost",
                    ParameterKind.Usd,
                    "What a token cost them: valuation of their round over supply; 0 for a gift."
                )
                {
                    Default = "0 USD",
                    Max = 1e9,
                    IsFixed = true,
                },
                new("after", ParameterKind.Part, "The round before this one; its cost then goes by that round's.")
                {
                    Words = ["people.investors"],
                    Default = "",
                    IsFixed = true,
                    IsAddition = true,
                },
                Number("valuation_step", "This round's valuation over that of the round before.", "1", 1e6) with
                {
                    Min = 1e-6,
                    IsFixed = true,
                    IsAddition = true,
                },
                new(
                    "sell_hazard",
                    ParameterKind.Share,
                    "Probability per day that one sells, at cost and far from unlocks."
                )
                {
                    Default = "1 %",
                    DefaultsBy = ByClass(team: "2 %", purse: "0.1 %"),
                },
                new("sell_share", ParameterKind.Share, "Of the balance that a sale sells.") { Default = "25 %" },
                Number("unlock_multiple", "Factor on the hazard on the day of an unlock.", "10", 1_000) with
                {
                    DefaultsBy = ByClass(team: "10", purse: "1"),
                },
                Number("unlock_half_life", "Days in which the excess of that factor halves.", "7", 1_000) with
                {
                    Min = 0.1,
                },
                Number("profit_elasticity", "Percent more hazard for a percent higher price over cost.", "0.2", 5),
                new("loss_factor", ParameterKind.Share, "Factor on the hazard below cost.")
                {
                    Default = "0.66",
                    Source = "Odean, J. Finance 53 (1998): 0.098 over 0.148",
                },
                new("liquidity_cap", ParameterKind.Share, "Of the pool's tokens that the class sells in a day at most.")
                {
                    Default = "5 %",
                },
                new("unlocks", ParameterKind.Duration, "Days of known unlocks, for hedging.")
                {
                    IsList = true,
                    Default = "",
                    IsFixed = true,
                },
                new("hedge", ParameterKind.Tokens, "Borrowed and sold before each of them.")
                {
                    Default = "",
                    IsFixed = true,
                },
                new("hedge_days", ParameterKind.Duration, "Over which.")
                {
                    Default = "30 days",
                    Source = "Keyrock: declines begin about 30 days before",
                    Min = 1,
                    IsFixed = true,
                },
                new("hedge_share", ParameterKind.Share, "Of that amount; 0 for no hedging.") { Default = "100 %" },
                new("lender", ParameterKind.Part, "The account that lends it, and gets it back after the unlock.")
                {
                    Words = ["account"],
                    Default = "",
                    IsFixed = true,
                },
                new(
                    "hedge_cost",
                    ParameterKind.Share,
                    "Of the price: an unlock that is expected to take less from it is not hedged."
                )
                {
                    Default = "0",
                    IsAddition = true,
                },
                .. PriceOutlook.Additions,
                PriceOutlook.Anticipation,
            ]
        )
        {
            Formulas = ["sell_hazard", "sell_share", "liquidity_cap"],
            Publishes =
            [
                new("sold", "token", "Offered since the start, hedges left out."),
                new("multiple", "count", "Price over cost; 0 for a gift."),
                new("cost", "USD", "What a token cost them, by the round before where there is one."),
                new("owed", "token", "Borrowed to hedge and not given back.") { IsOptional = true },
            ],
        };

    public static InvestorHabit Read(Part then) =>
        new(
            new SellTerms(
                then.Number("sell_hazard"),
                then.Number("unlock_multiple"),
                then.Number("unlock_half_life"),
                then.Number("profit_elasticity"),
                then.Number("loss_factor")
            ),
            then.Share("sell_share"),
            then.Share("liquidity_cap"),
            then.Share("hedge_share"),
            then.Number("hedge_cost"),
            PriceOutlook.Read(then),
            then.Number("anticipation")
        );

    // The order is that of Keyrock's study of 16,000 unlocks: team −25 %, investors between, ecosystem +1.18 %. Sizes are assumed.
    // Advisors count as a team; a foundation and an ecosystem's fund spend by plan, so an unlock alone makes them sell no sooner.
    private static WordDefaults ByClass(string team, string purse) =>
        new(
            "class",
            new Dictionary<string, string>
            {
                ["team"] = team,
                ["advisors"] = team,
                ["foundation"] = purse,
                ["ecosystem"] = purse,
            }
        );

    private static ParameterSpec Number(string name, string meaning, string value, double max) =>
        new(name, ParameterKind.Number, meaning) { Default = value, Max = max };
}
