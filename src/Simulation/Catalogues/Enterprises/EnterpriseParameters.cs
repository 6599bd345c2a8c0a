using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.Enterprises;

/// <summary>How enterprises sign and renew on a day.</summary>
internal readonly record struct EnterpriseHabit(
    double ContractUsd,
    double Sigma,
    int TermDays,
    double Renewal,
    double Uplift,
    double Signings,
    Share MarketFee,
    double PriceElasticity,
    double ExpectationRate
);

/// <summary>The parameters of `people.enterprises`.</summary>
internal static class EnterpriseParameters
{
    public static PartKind Kind { get; } =
        new(
            "people.enterprises",
            "Companies that buy by contract for a term, renew it or not, and together bring in a stated yearly revenue.",
            "Little, Operations Research 9 (1961); the rest ours, MODELLED (docs/people/enterprises.md)",
            [
                new("money", ParameterKind.Token, "What they pay with; 1 is worth 1 USD.") { IsFixed = true },
                new("sellers", ParameterKind.Part, "Who gets the price less the fee.") { IsFixed = true },
                new("fees", ParameterKind.Part, "Who gets the fee.") { IsFixed = true },
                new("market_fee", ParameterKind.Share, "Of each payment, kept as a fee.") { Default = "5 %" },
                new(
                    "yearly_revenue",
                    ParameterKind.Usd,
                    "Of all contracts at the start, fees included: they are scaled to it."
                )
                {
                    Max = 1e12,
                    IsFixed = true,
                },
                new("contract", ParameterKind.Usd, "Mean yearly value of a contract.")
                {
                    Default = "500000 USD",
                    Min = 0.01,
                    Max = 1e11,
                },
                new("contract_sigma", ParameterKind.Number, "Deviation of its logarithm.") { Default = "1", Max = 5 },
                new("term", ParameterKind.Duration, "Whole days of a contract.")
                {
                    Default = "12 months",
                    Min = 1,
                    Max = 36_500,
                },
                new("renewal", ParameterKind.Share, "Probability that a contract is renewed at the end of its term.")
                {
                    Default = "85 %",
                },
                new("uplift", ParameterKind.Number, "By which a renewed contract is dearer, as a share.")
                {
                    Default = "0",
                    Min = -0.99,
                    Max = 10,
                },
                new(
                    "signings",
                    ParameterKind.Number,
                    "New contracts, over those that keep the first number on average."
                )
                {
                    Default = "1",
                    Max = 1_000,
                },
                new("capacity", ParameterKind.Count, "Contracts that can run at once.")
                {
                    Default = "1000",
                    Min = 1,
                    Max = 100_000,
                    IsFixed = true,
                },
                new(
                    "price_elasticity",
                    ParameterKind.Number,
                    "Percent fewer signings for a percent by which a contract is expected to be dearer than at the start."
                )
                {
                    Default = "0",
                    Max = 10,
                    IsAddition = true,
                },
                .. ExpectationSpecs.Additions(
                    "Of the price of a contract: an average, today's, or the announced ones."
                ),
            ]
        )
        {
            Formulas = ["contract", "market_fee", "renewal", "signings", "uplift"],
            Publishes =
            [
                new("contracts", "count", "Running at the close."),
                new("annual", "money", "Yearly value of contracts that run.") { Title = "annual recurring revenue" },
                new("payments", "money", "Paid on the day, fees included."),
                new("revenue", "money", "Paid since the start, fees included."),
                new("signed", "count", "New since the start."),
                new("renewed", "count", "Renewals since the start."),
                new("lost", "count", "Ended without one since the start."),
                new("largest", "share", "Of the yearly value, the largest contract.")
                {
                    Title = "share of the largest",
                },
            ],
        };

    public static EnterpriseHabit Read(Part then) =>
        new(
            then.Number("contract"),
            then.Number("contract_sigma"),
            then.Days("term"),
            then.Number("renewal"),
            then.Number("uplift"),
            then.Number("signings"),
            then.Share("market_fee"),
            then.Number("price_elasticity"),
            then.Number(ExpectationSpecs.RateWord)
        );
}
