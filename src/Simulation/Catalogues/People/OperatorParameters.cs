using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;

namespace Souk.Simulation.Catalogues.People;

/// <summary>How operators and their clients behave on a day.</summary>
internal sealed record OperatorHabit(
    double JobsPerDay,
    double JobsPerUse,
    double JobPriceUsd,
    double PriceElasticity,
    double PriceAdjustment,
    double Impatience,
    double TrainingShare,
    double TrainingWork,
    double PrivateShare,
    double PrivateOverhead,
    double DataKb,
    double ResultKb,
    double PayloadKb,
    double EnergyKwh,
    double EntryPremium,
    double ExitTolerance,
    double ExpectationRate,
    double RevisionHazard,
    double CashOutHazard,
    Int128 RewardPerDay
)
{
    /// <summary>Units of work of a mean job.</summary>
    public double WorkPerJob => (1 + (TrainingShare * (TrainingWork - 1))) * (1 + (PrivateShare * PrivateOverhead));
}

/// <summary>The parameters of `people.operators`.</summary>
internal static class OperatorParameters
{
    public static PartKind Kind { get; } =
        new(
            "people.operators",
            "Providers of one role who enter above cost, do jobs within capacity, queue, post results, and exit late.",
            "Dixit, J. Political Economy 97 (1989); values are assumptions (docs/people/operators.md)",
            [
                new("role", ParameterKind.Word, "What they provide; each role is a part with its own payroll.")
                {
                    Words = ["data", "model", "optimiser", "validator", "compute", "collector"],
                    Default = "compute",
                    IsFixed = true,
                },
                new("count", ParameterKind.Count, "Who might provide.")
                {
                    Min = 1,
                    Max = 1e6,
                    IsFixed = true,
                    Scale = PopulationScale.Agents,
                },
                new("active", ParameterKind.Count, "Who provides before the first day, the cheapest first.")
                {
                    Default = "0",
                    Max = 1e6,
                    IsFixed = true,
                    Scale = PopulationScale.Agents,
                },
                new("pool", ParameterKind.Part, "Where they sell, and whose price values their tokens.")
                {
                    Words = Venue.Kinds,
                    IsFixed = true,
                },
                new("rewards", ParameterKind.Part, "The account of this role's rewards, in the pool's token.")
                {
                    Words = ["account"],
                    Default = "",
                    IsFixed = true,
                },
                new("reward_per_day", ParameterKind.TokensPerDay, "Paid to all who provide, by capacity.")
                {
                    Default = "",
                },
                new("usage", ParameterKind.Part, "Whose orders bring jobs; none unless stated.")
                {
                    Words = ["people"],
                    Default = "",
                    IsFixed = true,
                },
                .. JobSpecs(),
                .. CostSpecs(),
            ]
        )
        {
            Formulas = ["impatience", "entry_premium", "exit_tolerance", "revision_hazard", "cash_out_hazard"],
            Publishes =
            [
                new("paid", "token", "Rewards of the role since the start."),
                new("active", "nodes", "Who provides on the day.") { Scale = PopulationScale.Agents },
                new("capacity", "work/day", "Of all who provide."),
                new("use", "share", "Of the capacity.") { Title = "utilisation" },
                new("price", "count", "Of a unit of work; 1 at the start.") { Title = "price level" },
                new("waiting", "work", "In the queue at the close."),
                new("lost", "work", "Left the queue on the day."),
                new("wait", "days", "In the queue, by Little's law."),
                new("energy", "kWh", "Used on the day."),
                new("energy_cost", "USD", "Of that energy, at the prices of those who provide.")
                {
                    Title = "cost of energy",
                },
                new("energy_per_job", "kWh", "Of a job, inference and training mixed; 0 on a day without.")
                {
                    Title = "energy per job",
                },
                new("private_done", "count", "Jobs done on the day that revealed their result only.")
                {
                    Title = "private jobs",
                },
                new(
                    "revealed",
                    "kB",
                    "Data of jobs that those who did them saw on the day; private jobs show their result only."
                )
                {
                    Title = "revealed data",
                    IsOptional = true,
                },
                new("posted", "kB", "Results posted on chain on the day.") { Title = "posted results" },
                new("unposted", "kB", "Waiting for room on chain.") { Title = "unposted results" },
                new("income", "USD", "Of all on the day."),
                new("done", "work", "Done on the day."),
            ],
        };

    public static OperatorHabit Read(Part then, int decimals) =>
        new(
            then.Number("jobs_per_day"),
            then.Number("jobs_per_use"),
            then.Number("job_price"),
            then.Number("price_elasticity"),
            then.Number("price_adjustment"),
            then.Number("impatience"),
            then.Number("training_share"),
            then.Number("training_work"),
            then.Number("private_share"),
            then.Number("private_overhead"),
            then.Number("job_data"),
            then.Number("result_size"),
            then.Number("payload_limit"),
            then.Number("energy"),
            then.Number("entry_premium"),
            then.Number("exit_tolerance"),
            then.Number("expectation_rate"),
            then.Number("revision_hazard"),
            then.Number("cash_out_hazard"),
            then.Settings["reward_per_day"].Values.Count > 0 ? then.BaseUnits("reward_per_day", decimals) : 0
        );

    private static ParameterSpec[] JobSpecs() =>
        [
            Amount("jobs_per_day", "Mean jobs a day at the first price.", "0", 1e9),
            Amount("jobs_per_use", "Jobs that an order of the usage part brings.", "1", 1e6),
            new("job_price", ParameterKind.Usd, "Of a unit of work, before the first day.")
            {
                Default = "1 USD",
                Max = 1e6,
            },
            Amount("price_elasticity", "Percent fewer jobs for a percent higher price.", "1", 10),
            Amount("price_adjustment", "Percent of price per day and percent of excess demand.", "0.02", 1),
            new("impatience", ParameterKind.Share, "Of jobs not done today, that leave.") { Default = "20 %" },
            new("training_share", ParameterKind.Share, "Of jobs that train a model off chain.") { Default = "0" },
            Amount("training_work", "Units of work of a training job; others take one.", "100", 1e6),
            new("private_share", ParameterKind.Share, "Of jobs that reveal their result only.") { Default = "0" },
            Amount("private_overhead", "More work of a private job, as a share.", "0.5", 1_000),
            Amount(
                "job_data",
                "Kilobytes of data that a job shows to who does it, unless it is private.",
                "0",
                1e9
            ) with
            {
                IsAddition = true,
            },
            Amount("result_size", "Kilobytes that a training job posts on chain.", "10", 1e9),
            Amount("payload_limit", "Kilobytes a day that fit on chain.", "1000000", 1e12),
        ];

    private static ParameterSpec[] CostSpecs() =>
        [
            new("capacity", ParameterKind.Number, "Mean units of work a day of one provider.")
            {
                Default = "10",
                Min = 0.01,
                Max = 1e5,
                IsFixed = true,
                Scale = PopulationScale.Each,
            },
            Amount("capacity_sigma", "Deviation of its logarithm.", "0.5", 3) with
            {
                IsFixed = true,
            },
            new("cost", ParameterKind.UsdPerDay, "Median fixed cost of one provider.")
            {
                Default = "5 USD/day",
                IsFixed = true,
                Scale = PopulationScale.Each,
            },
            Amount("cost_sigma", "Deviation of its logarithm.", "0.5", 5) with
            {
                IsFixed = true,
            },
            Amount("energy", "Kilowatt-hours for a unit of work.", "0.5", 1e6),
            new("energy_price", ParameterKind.Usd, "Median, of a kilowatt-hour.")
            {
                Default = "0.15 USD",
                Max = 100,
                IsFixed = true,
            },
            Amount("energy_sigma", "Deviation of its logarithm over providers.", "0.3", 3) with
            {
                IsFixed = true,
            },
            Amount("entry_premium", "One enters at cost × (1 + premium).", "0.3", 100),
            new("exit_tolerance", ParameterKind.Share, "One leaves below cost × (1 − tolerance).") { Default = "20 %" },
            ExpectationSpecs.Mode("Of income: an average, yesterday's, or what clears if all know it."),
            new("expectation_rate", ParameterKind.Share, "How fast an average of income follows.") { Default = "10 %" },
            new("revision_hazard", ParameterKind.Share, "Probability per day that one reconsiders.")
            {
                Default = "5 %",
            },
            new("cash_out_hazard", ParameterKind.Share, "Probability per day that one sells all tokens.")
            {
                Default = "10 %",
            },
        ];

    private static ParameterSpec Amount(string name, string meaning, string value, double max) =>
        new(name, ParameterKind.Number, meaning) { Default = value, Max = max };
}
