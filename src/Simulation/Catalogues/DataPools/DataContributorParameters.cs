using Souk.Simulation.Blueprints;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Catalogues.DataPools;

/// <summary>What contributors do with their data.</summary>
/// <param name="Share">Of the free data points of each type, staked in each pool in the order of the file.</param>
/// <param name="EveryDays">Days between stakes.</param>
/// <param name="ConsentDays">For how long a stake is consented to; null without a limit.</param>
/// <param name="RevokeHazard">Probability per day that one takes back consent for good.</param>
/// <param name="NewPoints">Data points accepted per day from each, by type.</param>
internal sealed record DataHabit(Share Share, int EveryDays, int? ConsentDays, double RevokeHazard, int[] NewPoints);

/// <summary>The parameters of `datapool.contributors`.</summary>
internal static class DataContributorParameters
{
    public const string KindName = "datapool.contributors";

    public static PartKind Kind { get; } =
        new(
            KindName,
            "People with data points who stake a share of them in buyers' pools while they consent.",
            "ours, MODELLED (docs/mechanisms/data-pools.md)",
            [
                new("count", ParameterKind.Count, "How many.")
                {
                    Min = 1,
                    Max = 1e6,
                    IsFixed = true,
                    Scale = PopulationScale.Agents,
                },
                new("types", ParameterKind.Text, "Names of data types.")
                {
                    IsList = true,
                    Default = "data",
                    IsFixed = true,
                },
                new(
                    "points",
                    ParameterKind.Count,
                    "Free data points of each before the first day, one value or by type."
                )
                {
                    IsList = true,
                    Max = 1e8,
                    IsFixed = true,
                    Scale = PopulationScale.Each,
                },
                new("points_sigma", ParameterKind.Number, "Deviation of the logarithm of these; 0 gives all the same.")
                {
                    Default = "0",
                    Max = 5,
                    IsFixed = true,
                },
                new("points_per_day", ParameterKind.Count, "Accepted from each and day, one value or by type.")
                {
                    IsList = true,
                    Default = "0",
                    Max = 1e6,
                    Scale = PopulationScale.Each,
                },
                new("share", ParameterKind.Share, "Of free data points that each stakes.") { Default = "100 %" },
                new("every", ParameterKind.Duration, "Whole days between stakes.") { Default = "1 day", Min = 1 },
                new("consent", ParameterKind.Duration, "How long a stake is consented to; no limit unless stated.")
                {
                    Default = "",
                    Min = 1,
                },
                new("revoke_hazard", ParameterKind.Share, "Probability per day that one takes back consent for good.")
                {
                    Default = "0",
                },
            ]
        )
        {
            Publishes =
            [
                new("consenting", "people", "Who has not revoked consent.") { Scale = PopulationScale.Agents },
                new("free", "count", "Accepted and not staked.") { Title = "free data points" },
                new("positions", "count", "Stakes of data that are open.") { Scale = PopulationScale.Agents },
            ],
        };
}
