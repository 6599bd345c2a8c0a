using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues.People;

/// <summary>The parameters of `people.contributors`.</summary>
internal static class ContributorParameters
{
    public static PartKind Kind { get; } =
        new(
            "people.contributors",
            "People who contribute data while the expected wage exceeds the wage they ask.",
            "Horton and Chilton, arXiv:1001.0627; the rest are assumptions (docs/ASSUMPTIONS.md)",
            [
                new("active", ParameterKind.Count, "Who take part before the first day.")
                {
                    Max = 1e6,
                    IsFixed = true,
                    Scale = PopulationScale.Agents,
                },
                new("potential_multiple", ParameterKind.Number, "Potential contributors per active one.")
                {
                    Default = "4",
                    Min = 1,
                    Max = 1_000,
                    IsFixed = true,
                },
                new("pool", ParameterKind.Part, "Where they sell, and whose price values their tokens.")
                {
                    Words = Venue.Kinds,
                    IsFixed = true,
                },
                new("wage_at_start", ParameterKind.UsdPerDay, "What one expects to earn before the first day.")
                {
                    IsFixed = true,
                    Scale = PopulationScale.Each,
                },
                new("rewards", ParameterKind.Part, "An account of rewards from which they are paid.")
                {
                    Words = ["account"],
                    Default = "",
                    IsFixed = true,
                },
                new("payout_share", ParameterKind.Share, "Of the rewards, paid per day.")
                {
                    Default = "0.0333333333333",
                },
                new("wage_median", ParameterKind.UsdPerDay, "Median wage asked; 0 fits it to those who take part.")
                {
                    Default = "0 USD/day",
                    IsFixed = true,
                    Scale = PopulationScale.Each,
                },
                new("wage_sigma", ParameterKind.Number, "Deviation of the logarithm of wages asked.")
                {
                    Default = "1.86",
                    Source = "Horton and Chilton, arXiv:1001.0627: elasticity 0.43 at the median",
                    Max = 5,
                    IsFixed = true,
                },
                new("wage_level", ParameterKind.Number, "By what wages asked are multiplied on a day.")
                {
                    Default = "1",
                    Source = "none unless stated",
                    Min = 1e-6,
                    Max = 1e6,
                },
                new("productivity_sigma", ParameterKind.Number, "Deviation of the logarithm of productivity.")
                {
                    Default = "0.5",
                    Max = 2,
                    IsFixed = true,
                },
                new("cost_share", ParameterKind.Share, "Of the wage, what contributing costs.") { Default = "10 %" },
                ExpectationSpecs.Mode(
                    "Of the wage: an average, yesterday's, or what clears, of today and of what is announced."
                ) with
                {
                    IsAddition = true,
                },
                new("expectation_rate", ParameterKind.Share, "Weight of yesterday in the expected wage.")
                {
                    Default = "10 %",
                },
                new("revision_hazard", ParameterKind.Share, "Probability per day of thinking again.")
                {
                    Default = "10 %",
                },
                new("cash_out_hazard", ParameterKind.Share, "Probability per day of selling all tokens.")
                {
                    Default = "5 %",
                },
            ]
        )
        {
            Formulas = ["wage_level", "expectation_rate", "revision_hazard", "cash_out_hazard", "payout_share"],
            Publishes =
            [
                new("active", "people", "Who takes part on the day.") { Scale = PopulationScale.Agents },
                new("wage", "USD/day", "Earned by all over those that take part.") { Scale = PopulationScale.Each },
                new("income", "USD", "Earned by all on the day."),
            ],
        };

    public static ContributorBehaviour Read(Part part) =>
        new()
        {
            PotentialMultiple = part.Number("potential_multiple"),
            ReservationWageSigma = part.Number("wage_sigma"),
            ReservationWageMedianUsd = part.Number("wage_median"),
            ProductivitySigma = part.Number("productivity_sigma"),
            CostShare = part.Number("cost_share"),
            ExpectationRate = part.Number("expectation_rate"),
            RevisionHazard = part.Number("revision_hazard"),
            CashOutHazard = part.Number("cash_out_hazard"),
        };
}
