using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.People;

/// <summary>How orders are placed and served on a day.</summary>
internal sealed record OrderHabit(
    double RequestsPerDay,
    double PriceUsd,
    double ValueMedian,
    double ValueSigma,
    double Privacy,
    double PrivacyLoss,
    double ProofCostUsd,
    double OrdersPerPerson,
    int PatienceDays,
    Share MarketFee,
    double ExpectationRate
);

/// <summary>The parameters of `people.orders`.</summary>
internal static class OrderParameters
{
    public static PartKind Kind { get; } =
        new(
            "people.orders",
            "Custom orders of data in a language, matched with willing contributors who speak it.",
            "Roth, Sotomayor: two-sided matching; values are assumptions (docs/people/orders.md)",
            [
                new("contributors", ParameterKind.Part, "Who can fill them.")
                {
                    Scale = PopulationScale.Shares,
                    Words = ["people.contributors", "datapool.contributors", "people.annotators", "people.accounts"],
                    IsFixed = true,
                },
                new("money", ParameterKind.Token, "What they pay with; 1 is worth 1 USD.") { IsFixed = true },
                new("sellers", ParameterKind.Part, "Who gets the price less the fee.") { IsFixed = true },
                new("fees", ParameterKind.Part, "Who gets the fee.") { IsFixed = true },
                new("market_fee", ParameterKind.Share, "Of each price, kept as a fee.") { Default = "5 %" },
                new("languages", ParameterKind.Count, "Languages or accents.")
                {
                    Default = "20",
                    Min = 1,
                    Max = 200,
                    IsFixed = true,
                },
                Number("supply_exponent", "Zipf exponent of contributors over languages.", "1", 5) with
                {
                    IsFixed = true,
                },
                Number("demand_exponent", "Zipf exponent of requests over languages.", "0.5", 5) with
                {
                    IsFixed = true,
                },
                Number("requests_per_day", "Mean of those who think of ordering.", "10", 1e6),
                new("price", ParameterKind.Usd, "Of an order.") { Default = "50 USD", Max = 1e9 },
                new("value_median", ParameterKind.Usd, "Median of what an open order is worth to its buyer.")
                {
                    Default = "100 USD",
                    Max = 1e9,
                },
                Number("value_sigma", "Deviation of its logarithm.", "0.7", 10),
                new("privacy", ParameterKind.Share, "0 delivers in the open, 1 reveals nothing.") { Default = "0" },
                new("privacy_loss", ParameterKind.Share, "Of its value that an order loses at full privacy.")
                {
                    Default = "50 %",
                },
                new("proof_cost", ParameterKind.Usd, "Of proving an order at full privacy.")
                {
                    Default = "5 USD",
                    Max = 1e6,
                },
                new("concern_median", ParameterKind.Usd, "Median price wanted for an order in the open.")
                {
                    Default = "20 USD",
                    Max = 1e6,
                    IsFixed = true,
                },
                Number("concern_sigma", "Deviation of its logarithm.", "1", 10) with
                {
                    IsFixed = true,
                },
                Number("orders_per_person", "That a willing contributor fills in a day.", "0.1", 1_000) with
                {
                    Scale = PopulationScale.Each,
                },
                new("patience", ParameterKind.Duration, "After which an order is withdrawn.")
                {
                    Default = "14 days",
                    Min = 1,
                },
                .. ExpectationSpecs.Additions(
                    "Of the price that will be paid on the match: an average, today's, or the announced ones."
                ),
            ]
        )
        {
            Publishes =
            [
                new("requests", "count", "Since the start."),
                new("matched", "count", "Since the start."),
                new("unmet", "count", "Waiting at the close.") { Title = "unmet demand" },
                new("expired", "count", "Gave up since the start."),
                new("match_rate", "share", "Matched, of those that matched or gave up."),
                new("wait", "days", "Mean since the start.") { Title = "time to match" },
                new("covered", "share", "In which somebody is willing.") { Title = "languages covered" },
                new("willing", "share", "Of contributors, at today's price and privacy."),
                new("matched_today", "count", "Matched on the day."),
            ],
        };

    public static OrderHabit Read(Part then) =>
        new(
            then.Number("requests_per_day"),
            then.Number("price"),
            then.Number("value_median"),
            then.Number("value_sigma"),
            then.Number("privacy"),
            then.Number("privacy_loss"),
            then.Number("proof_cost"),
            then.Number("orders_per_person"),
            then.Days("patience"),
            then.Share("market_fee"),
            then.Number(ExpectationSpecs.RateWord)
        );

    private static ParameterSpec Number(string name, string meaning, string value, double max) =>
        new(name, ParameterKind.Number, meaning) { Default = value, Max = max };
}
