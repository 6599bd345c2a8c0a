using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.People;

/// <summary>How buyers behave on a day.</summary>
internal sealed record BuyerHabit(
    double ChurnHazard,
    double ArrivalMultiple,
    double PriceElasticity,
    double PriceAdjustment,
    double OrdersPerDay,
    double OrderUsd,
    double OrderSigma,
    Share MarketFee,
    double ExpectationRate
);

/// <summary>The parameters of `people.buyers`.</summary>
internal static class BuyerParameters
{
    public static PartKind Kind { get; } =
        new(
            "people.buyers",
            "Customers who come, order in USD and go; the token's price is not their concern.",
            "ours, MODELLED (docs/ASSUMPTIONS.md)",
            [
                new("active", ParameterKind.Count, "Customers before the first day.")
                {
                    Max = 1e6,
                    IsFixed = true,
                    Scale = PopulationScale.Agents,
                },
                new("potential_multiple", ParameterKind.Number, "Potential buyers per active one.")
                {
                    Default = "4",
                    Min = 1,
                    Max = 1_000,
                    IsFixed = true,
                },
                new("money", ParameterKind.Token, "What they pay with; 1 is worth 1 USD.") { IsFixed = true },
                new("sellers", ParameterKind.Part, "Who gets the price less the fee.") { IsFixed = true },
                new("fees", ParameterKind.Part, "Who gets the fee.") { IsFixed = true },
                new("market_fee", ParameterKind.Share, "Of each price, kept as a fee."),
                new("orders_per_day", ParameterKind.Number, "Of all customers before the first day.") { Max = 1e9 },
                new("order", ParameterKind.Usd, "Mean price of an order.") { Max = 1e9 },
                new("order_sigma", ParameterKind.Number, "Deviation of the logarithm of orders.")
                {
                    Default = "1",
                    Max = 5,
                },
                new("churn_hazard", ParameterKind.Share, "Probability per day that a customer leaves.")
                {
                    Default = "1 %",
                },
                new("arrival_multiple", ParameterKind.Number, "Arrivals over departures at the start.")
                {
                    Default = "1",
                    Max = 1_000,
                },
                new("price_elasticity", ParameterKind.Number, "Percent fewer orders for a percent higher data price.")
                {
                    Default = "1",
                    Max = 10,
                },
                new(
                    "price_adjustment",
                    ParameterKind.Number,
                    "Percent of data price per day and percent of excess demand."
                )
                {
                    Default = "0.02",
                    Max = 1,
                },
                .. ExpectationSpecs.Additions(
                    "Of the data price, by which they order: an average, today's, or what is to come of what is announced."
                ),
            ]
        )
        {
            Formulas =
            [
                "churn_hazard",
                "arrival_multiple",
                "price_elasticity",
                "price_adjustment",
                "order",
                "market_fee",
            ],
            Publishes =
            [
                new("active", "people", "Customers on the day.") { Scale = PopulationScale.Agents },
                new("orders", "count", "Purchases on the day."),
                new("data_price", "count", "Price level of data; 1 at the start."),
                new("payments", "money", "Paid on the day, fees included."),
                new("paid", "money", "Paid on the day, fees included."),
            ],
        };

    public static BuyerHabit Read(Part part) =>
        new(
            part.Number("churn_hazard"),
            part.Number("arrival_multiple"),
            part.Number("price_elasticity"),
            part.Number("price_adjustment"),
            part.Number("orders_per_day"),
            part.Number("order"),
            part.Number("order_sigma"),
            part.Share("market_fee"),
            part.Number(ExpectationSpecs.RateWord)
        );
}
