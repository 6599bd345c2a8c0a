using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Policies;

namespace Souk.Simulation.Catalogues.People;

/// <summary>A type of task: how many a day, what one pays, how long it takes.</summary>
internal readonly record struct TaskType(long PerDay, double PayUsd, double Minutes);

/// <summary>How annotators behave on a day.</summary>
internal sealed record AnnotatorHabit(
    TaskType[] Tasks,
    LabourHabit Labour,
    Expectation Expectation,
    double ExpectationRate,
    double RevisionHazard,
    double CashOutHazard,
    double QualityThreshold,
    double QualitySigma
)
{
    /// <summary>USD that all tasks of a day pay at quality 1.</summary>
    public double BudgetUsd => Tasks.Sum(task => task.PerDay * task.PayUsd);

    /// <summary>USD per hour at quality 1 when there is work enough.</summary>
    public double WageMax => MinutesWanted > 0 ? BudgetUsd / MinutesWanted * 60 : 0;

    public double MinutesWanted => Tasks.Sum(task => task.PerDay * task.Minutes);
}

/// <summary>The parameters of `people.annotators`.</summary>
internal static class AnnotatorParameters
{
    private const string HortonChilton = "Horton and Chilton, arXiv:1001.0627";
    private const double HoursPerDay = 24;

    public static PartKind Kind { get; } =
        new(
            "people.annotators",
            "Workers who do a day's tasks by type for pay by accepted quality, and come and go with the wage.",
            "Horton and Chilton, arXiv:1001.0627; the rest are assumptions (docs/people/annotators.md)",
            [
                new("count", ParameterKind.Count, "Who might work.")
                {
                    Scale = PopulationScale.Agents,
                    Min = 1,
                    Max = 5e6,
                    IsFixed = true,
                },
                new("pool", ParameterKind.Part, "Where they sell, and whose price values their pay.")
                {
                    Words = Venue.Kinds,
                    IsFixed = true,
                },
                new("rewards", ParameterKind.Part, "The account that pays for tasks, in the pool's token.")
                {
                    Words = ["account"],
                    IsFixed = true,
                },
                new("from", ParameterKind.Part, "Accounts: as many work at most as are admitted there.")
                {
                    Words = ["people.accounts"],
                    Scale = PopulationScale.Shares,
                    Default = "",
                    IsFixed = true,
                },
                new("types", ParameterKind.Text, "Names of task types.")
                {
                    IsList = true,
                    Default = "annotation",
                    IsFixed = true,
                },
                new("tasks_per_day", ParameterKind.Count, "Generated per day, by type.") { IsList = true },
                new("pay", ParameterKind.Usd, "For an accepted task of quality 1, by type.")
                {
                    IsList = true,
                    Max = 1e4,
                },
                new("minutes", ParameterKind.Number, "That a task takes, by type.")
                {
                    Scale = PopulationScale.Agents,
                    IsList = true,
                    Min = 0.01,
                    Max = 1e4,
                },
                .. LabourSpecs(),
                .. DecisionSpecs(),
            ]
        )
        {
            Formulas = ["expectation_rate", "revision_hazard", "cash_out_hazard", "quality_threshold"],
            Publishes =
            [
                new("paid", "token", "Paid in tokens since the start."),
                new("active", "people", "Who offers work on the day.") { Scale = PopulationScale.Agents },
                new("hours", "h", "Offered on the day.") { Scale = PopulationScale.Agents },
                new("wage", "USD/h", "What one expects to earn in an hour.")
                {
                    Title = "expected wage",
                    Scale = PopulationScale.Each,
                },
                new("accepted", "count", "Accepted on the day.") { Title = "accepted tasks" },
                new("quality", "share", "Mean quality of accepted tasks."),
                new("done.TASK", "count", "Done on the day, accepted or not."),
                new("income", "USD", "Of all on the day."),
            ],
        };

    public static AnnotatorHabit Read(Part then)
    {
        int types = then.List("types").Count;
        double[] counts = ByType(then, "tasks_per_day", types);
        double[] pays = ByType(then, "pay", types);
        double[] minutes = ByType(then, "minutes", types);
        return new(
            [.. Enumerable.Range(0, types).Select(type => new TaskType((long)counts[type], pays[type], minutes[type]))],
            new(
                then.Number("hours"),
                then.Number("hours_elasticity"),
                then.Number("hours_max"),
                then.Number("target_share"),
                then.Number("effort_cost"),
                then.YesNo("pay_by_quality")
            ),
            ExpectationSpecs.ModeOf(then),
            then.Number("expectation_rate"),
            then.Number("revision_hazard"),
            then.Number("cash_out_hazard"),
            then.Number("quality_threshold"),
            then.Number("quality_sigma")
        );
    }

    /// <summary>Median wage asked, USD per hour.</summary>
    public static double MedianPerHour(Part part) => part.Number("wage_median") / HoursPerDay;

    private static ParameterSpec[] LabourSpecs() =>
        [
            new("wage_median", ParameterKind.UsdPerDay, "Median wage asked, written per hour of work.")
            {
                Scale = PopulationScale.Each,
                Default = "1.38 USD/h",
                Source = HortonChilton,
                IsFixed = true,
            },
            new("wage_sigma", ParameterKind.Number, "Deviation of the logarithm of wages asked.")
            {
                Default = "1.86",
                Source = HortonChilton + ": elasticity 0.43 at the median",
                Max = 10,
                IsFixed = true,
            },
            new("hours", ParameterKind.Number, "Hours per day at the wage that one asks.") { Default = "1", Max = 24 },
            new("hours_elasticity", ParameterKind.Number, "Percent more hours for a percent higher wage.")
            {
                Default = "0.1",
                Max = 5,
            },
            new("hours_max", ParameterKind.Number, "Hours per day at most.") { Default = "8", Max = 24 },
            new("target_share", ParameterKind.Share, "Who stop once they have earned a target.") { Default = "0" },
            new("ability_mean", ParameterKind.Share, "Mean quality without effort.")
            {
                Default = "0.7",
                IsFixed = true,
            },
            new("ability_sigma", ParameterKind.Number, "Deviation of it.")
            {
                Default = "0.1",
                Max = 1,
                IsFixed = true,
            },
            new("effort_cost", ParameterKind.Usd, "Of a unit of effort in a task.") { Default = "0.01 USD" },
            new("pay_by_quality", ParameterKind.YesNo, "Whether a task pays in proportion to its quality.")
            {
                Default = "yes",
            },
            new("quality_threshold", ParameterKind.Share, "Below it a day's work is not accepted.") { Default = "0.5" },
            new("quality_sigma", ParameterKind.Number, "Deviation of a day's quality.") { Default = "0.1", Max = 1 },
        ];

    private static ParameterSpec[] DecisionSpecs() =>
        [
            ExpectationSpecs.Mode("What they believe about the wage.") with
            {
                IsFixed = false,
            },
            new("expectation_rate", ParameterKind.Share, "How fast an adaptive belief follows.") { Default = "0.1" },
            new("revision_hazard", ParameterKind.Share, "Probability per day that one reconsiders.")
            {
                Default = "0.1",
            },
            new("cash_out_hazard", ParameterKind.Share, "Probability per day that one sells all tokens.")
            {
                Default = "0.05",
            },
        ];

    // One value holds for every type.
    private static double[] ByType(Part then, string parameter, int types)
    {
        double[] values = [.. then.List(parameter).Select(value => (double)value.Number)];
        return values.Length == types ? values
            : values.Length == 1 ? [.. Enumerable.Repeat(values[0], types)]
            : throw new ArgumentException(
                $"{parameter} has {values.Length} values for {types} types: write one, or one each"
            );
    }
}
