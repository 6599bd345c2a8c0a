using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Policies;

namespace Souk.Simulation.Catalogues.People;

/// <summary>How accounts behave on a day.</summary>
internal sealed record AccountHabit(
    Channel[] Channels,
    double[] TokensPerDay,
    double ActivationHazard,
    double ApplicationHazard,
    long AdmissionsPerDay,
    double NodeHazard,
    double NodeContagion,
    double ConversionHazard,
    double ChurnHazard,
    double QuestHazard,
    double CashOutHazard,
    double Privacy,
    double ProofCostUsd,
    PriceTerms Price
);

/// <summary>The parameters of `people.accounts`.</summary>
internal static class AccountParameters
{
    /// <summary>Ways of joining and of earning, in the order of their parameters.</summary>
    public static readonly string[] Modes = ["quest", "surf", "node"];

    public static PartKind Kind { get; } =
        new(
            "people.accounts",
            "Accounts that are won by channels, become active, wait for admission, collect data, run nodes, buy and leave.",
            "ours, MODELLED (docs/people/accounts.md)",
            [
                new("count", ParameterKind.Count, "Everyone who could have an account.")
                {
                    Scale = PopulationScale.Agents,
                    Min = 1,
                    Max = 5e6,
                    IsFixed = true,
                },
                new("accounts", ParameterKind.Count, "Registered before the first day.")
                {
                    Scale = PopulationScale.Agents,
                    Default = "0",
                    Max = 5e6,
                    IsFixed = true,
                },
                new("activation", ParameterKind.Share, "Of those, active on the first day.")
                {
                    Default = "10 %",
                    IsFixed = true,
                },
                new("collectors", ParameterKind.Count, "Of the active, admitted before the first day.")
                {
                    Scale = PopulationScale.Agents,
                    Default = "0",
                    Max = 5e6,
                    IsFixed = true,
                },
                new("pool", ParameterKind.Part, "Where they sell, and whose price values their tokens.")
                {
                    Words = Venue.Kinds,
                    IsFixed = true,
                },
                new("rewards", ParameterKind.Part, "The account that pays them, in the pool's token.")
                {
                    Words = ["account"],
                    IsFixed = true,
                },
                .. ChannelSpecs(),
                .. RoleSpecs(),
                .. PrivacySpecs(),
                .. PriceOutlook.Additions,
            ]
        )
        {
            Publishes =
            [
                new("ROLE", "people", "Accounts in one role, such as collector.") { Scale = PopulationScale.Agents },
                new("paid.CHANNEL", "token", "Paid for one channel since the start."),
                new("sign_ups.CHANNEL", "people", "Won since the start.") { Scale = PopulationScale.Agents },
                new("buyers", "people", "Who ever became a buyer.") { Scale = PopulationScale.Agents },
                new("consenting", "people", "Who shares data on the day.") { Scale = PopulationScale.Agents },
                new("active", "people", "Users, those who wait, collectors and operators.")
                {
                    Scale = PopulationScale.Agents,
                },
            ],
        };

    public static AccountHabit Read(Part then)
    {
        double[] budgets = Three(then, "budgets");
        double[] costs = Three(then, "visit_costs");
        double[] conversions = Three(then, "conversions");
        return new(
            [.. Enumerable.Range(0, 3).Select(i => new Channel(budgets[i], costs[i], conversions[i]))],
            Three(then, "earns"),
            then.Number("activation_hazard"),
            then.Number("application_hazard"),
            then.Count("admissions"),
            then.Number("node_hazard"),
            then.Number("node_contagion"),
            then.Number("conversion_hazard"),
            then.Number("churn_hazard"),
            then.Number("quest_hazard"),
            then.Number("cash_out_hazard"),
            then.Number("privacy"),
            then.Number("proof_cost"),
            PriceOutlook.Read(then)
        );
    }

    private static ParameterSpec[] ChannelSpecs() =>
        [
            new("budgets", ParameterKind.UsdPerDay, "Spent on the channels quest, surf and node.")
            {
                IsList = true,
                Default = "0 USD/day",
            },
            new("visit_costs", ParameterKind.Usd, "Of a visit by quest, surf and node.")
            {
                Scale = PopulationScale.Each,
                IsList = true,
                Default = "1 USD",
                Min = 1e-6,
                Max = 1e6,
            },
            new("conversions", ParameterKind.Share, "Of visits that become accounts, by quest, surf and node.")
            {
                IsList = true,
                Default = "10 %",
            },
            new("earns", ParameterKind.Number, "Tokens for a quest, for a day of surfing, for a day of a node.")
            {
                Scale = PopulationScale.Each,
                IsList = true,
                Default = "0",
                Max = 1e9,
            },
        ];

    private static ParameterSpec[] RoleSpecs() =>
        [
            Hazard("activation_hazard", "a registered account becomes active", "1 %"),
            Hazard("application_hazard", "an active one who consents applies to collect", "5 %"),
            new("admissions", ParameterKind.Count, "From the waiting list per day, first come first.")
            {
                Scale = PopulationScale.Agents,
                Default = "10",
            },
            new("node_threshold", ParameterKind.Tokens, "Held by a collector who can run a node.")
            {
                Scale = PopulationScale.Each,
                IsFixed = true,
            },
            Hazard("node_hazard", "a collector with the threshold starts a node", "1 %"),
            new("node_contagion", ParameterKind.Number, "More of that hazard per share of collectors who run one.")
            {
                Default = "0",
                Max = 10,
            },
            Hazard("conversion_hazard", "an active account becomes a buyer", "0.1 %"),
            Hazard("churn_hazard", "an active one leaves for good", "0.2 %"),
            Hazard("quest_hazard", "a collector does a quest", "30 %"),
            Hazard("cash_out_hazard", "one sells what is above the threshold of its node", "5 %"),
        ];

    private static ParameterSpec[] PrivacySpecs() =>
        [
            new("privacy", ParameterKind.Share, "0 shares data in the open, 1 reveals nothing.") { Default = "0" },
            new("proof_cost", ParameterKind.UsdPerDay, "Of proving at full privacy.")
            {
                Scale = PopulationScale.Each,
                Default = "0 USD/day",
            },
            new("concern_median", ParameterKind.UsdPerDay, "Median reward wanted for sharing in the open.")
            {
                Scale = PopulationScale.Each,
                Default = "0.05 USD/day",
                IsFixed = true,
            },
            new("concern_sigma", ParameterKind.Number, "Deviation of its logarithm.")
            {
                Default = "1.5",
                Max = 10,
                IsFixed = true,
            },
        ];

    private static ParameterSpec Hazard(string name, string what, string value) =>
        new(name, ParameterKind.Share, $"Probability per day that {what}.") { Default = value };

    // One value holds for all three.
    private static double[] Three(Part then, string parameter)
    {
        double[] values = [.. then.List(parameter).Select(value => (double)value.Number)];
        return values.Length switch
        {
            3 => values,
            1 => [values[0], values[0], values[0]],
            _ => throw new ArgumentException(
                $"{parameter} has {values.Length} values: write one, or one each for quest, surf and node"
            ),
        };
    }
}
