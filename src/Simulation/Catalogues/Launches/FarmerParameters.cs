using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;

namespace Souk.Simulation.Catalogues.Launches;

/// <summary>How farmers behave on a day.</summary>
internal sealed record FarmerHabit(
    double PointsPerDay,
    double FirstPriceUsd,
    double ForeseenSale,
    double ExpectationRate,
    double RevisionHazard,
    double SellHazard
);

/// <summary>The parameters of `people.airdrop_farmers`.</summary>
internal static class FarmerParameters
{
    public static PartKind Kind { get; } =
        new(
            "people.airdrop_farmers",
            "People who gather points while the airdrop they expect is worth it, claim it, and sell.",
            "Tullock, Efficient rent seeking (1980), by form; values are assumptions (docs/people/airdrop-farmers.md)",
            [
                new("count", ParameterKind.Count, "Who might farm.")
                {
                    Scale = PopulationScale.Agents,
                    Min = 1,
                    Max = 1e6,
                    IsFixed = true,
                },
                new("drop", ParameterKind.Part, "The airdrop that they expect, whose points_from names them.")
                {
                    Words = ["airdrop"],
                    IsFixed = true,
                },
                new("pool", ParameterKind.Part, "Where they sell, and whose price values the airdrop.")
                {
                    Words = Venue.Kinds,
                    IsFixed = true,
                },
                new("points_per_day", ParameterKind.Count, "Points of a day of farming.")
                {
                    Default = "100",
                    Min = 1,
                    Max = 1e6,
                },
                new("cost", ParameterKind.UsdPerDay, "Median cost of a day of farming.")
                {
                    Scale = PopulationScale.Each,
                    Default = "1 USD/day",
                    Max = 1e6,
                    IsFixed = true,
                },
                new("cost_sigma", ParameterKind.Number, "Deviation of its logarithm.")
                {
                    Default = "1",
                    Max = 5,
                    IsFixed = true,
                },
                new(
                    "first_price",
                    ParameterKind.Usd,
                    "What a token is thought to be worth before it trades; 0: the pool's price."
                )
                {
                    Default = "0 USD",
                    Max = 1e9,
                },
                ExpectationSpecs.Mode("Of a day's worth: an average, as yesterday, or what clears after the sell-off."),
                new(ExpectationSpecs.RateWord, ParameterKind.Share, "How fast an average follows.")
                {
                    Default = "10 %",
                },
                new(
                    "foreseen_sale",
                    ParameterKind.Share,
                    "Of the pot, whose sale perfect foresight takes from the price."
                )
                {
                    Default = "80 %",
                },
                new("revision_hazard", ParameterKind.Share, "Probability per day that one thinks again.")
                {
                    Default = "20 %",
                },
                new("sell_hazard", ParameterKind.Share, "Probability per day that one sells all tokens.")
                {
                    Default = "30 %",
                },
            ]
        )
        {
            Publishes =
            [
                new("farming", "people", "Who farms on the day.") { Scale = PopulationScale.Agents },
                new("points", "count", "Gathered by all.") { Scale = PopulationScale.Agents },
                new("expected", "USD", "What a day of farming is thought to be worth.")
                {
                    Scale = PopulationScale.Each,
                },
                new("sold", "token", "Offered since the start."),
            ],
        };

    public static FarmerHabit Read(Part then) =>
        new(
            then.Number("points_per_day"),
            then.Number("first_price"),
            then.Number("foreseen_sale"),
            then.Number(ExpectationSpecs.RateWord),
            then.Number("revision_hazard"),
            then.Number("sell_hazard")
        );
}
