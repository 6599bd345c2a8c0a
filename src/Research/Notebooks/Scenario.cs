using System.Globalization;
using Souk.Research.Calibrations;
using Souk.Research.Earnings;
using Souk.Research.Frames;
using Souk.Research.Responses;
using Souk.Simulation.Calibration;
using Souk.Simulation.Designs;
using Souk.Simulation.Earnings;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Studies;
using Souk.Simulation.Uncertainties;

namespace Souk.Research.Notebooks;

/// <summary>A scenario to run: what is there at the start, how people behave, what the protocol's rules are.</summary>
/// <remarks>Scenarios never change: <see cref="With(string, string)"/> gives another one, with another hash.</remarks>
/// <example><code>
/// var today = Scenario.Load("masa-like");
/// var burnMore = today.With("fees.burn_share", 0.8);
/// Ensemble bands = burnMore.Ensemble(runs: 50, seed: 7);
/// </code></example>
public abstract class Scenario
{
    public abstract string Title { get; }

    /// <summary>What it is meant to answer.</summary>
    public abstract string Question { get; }

    /// <summary>SHA-256 of its content, lower-case hexadecimal; formatting and titles do not matter.</summary>
    public abstract string Hash { get; }

    /// <summary>Reads a scenario that stands alone, with its bases and its C# rules.</summary>
    /// <param name="nameOrPath">A file, or the name of one that ships, such as `masa-like`.</param>
    /// <exception cref="ScenarioException">There is none, or all that is wrong in it.</exception>
    /// <example><code>Scenario.Load("masa-like").Question</code></example>
    public static Scenario Load(string nameOrPath) => new FileScenario(ScenarioFiles.Read(nameOrPath));

    /// <summary>A scenario that was written in C#.</summary>
    /// <param name="blueprint">Of <see cref="Simulation.Catalogues.ScenarioBuilder"/>.</param>
    /// <example><code>Scenario.Of(Souk.Simulation.Catalogues.Catalogue.Read("mine.yaml", File.ReadAllText)).Run()</code></example>
    public static Scenario Of(Simulation.Blueprints.Blueprint blueprint) => new FileScenario(blueprint);

    /// <summary>Changes a parameter as `souk simulate --set path=value` does.</summary>
    /// <param name="value">With its unit where it has one: `50 %`, `6 months`, `*1.5`.</param>
    /// <exception cref="ScenarioException">Unknown path, or a value that does not fit.</exception>
    /// <example><code>scenario.With("fees.burn_share", "30 %").With("team.sell_share", "*1.5")</code></example>
    public abstract Scenario With(string path, string value);

    /// <inheritdoc cref="With(string, string)"/>
    /// <example><code>scenario.With("fees.burn_share", 0.3)</code></example>
    public Scenario With(string path, double value) => With(path, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Another horizon.</summary>
    /// <example><code>scenario.For(days: 90).Run()</code></example>
    public abstract Scenario For(int days);

    /// <summary>Runs once: replicate 0 of the seed.</summary>
    /// <example><code>scenario.Run(seed: 7).Last("price")</code></example>
    public Run Run(uint seed = 1) => new(Simulate(seed, runs: 1));

    /// <summary>Runs many times. Scenarios under one seed share their luck, so that what differs is the scenario.</summary>
    /// <example><code>scenario.Ensemble(runs: 50, seed: 7).Chart("price")</code></example>
    public Ensemble Ensemble(int runs, uint seed = 1) => new(Simulate(seed, runs));

    /// <summary>What moves the mean of a metric on the last day, the parameter that matters most first.</summary>
    /// <param name="metric">Its key, as runs have it.</param>
    /// <param name="vary">Ranges, such as `team.sell_share=5%..60%`.</param>
    /// <param name="runs">Of each point, with the same luck.</param>
    /// <param name="method">`tornado`: each parameter at both ends of its range, the others in the middle (`at_low`, `middle`,
    /// `at_high`, `swing`; 2 k + 1 points). `morris`: elementary effects over the whole range along <paramref name="rows"/>
    /// trajectories (`mean_absolute`, `mean`, `deviation`; rows × (k + 1) points). `sobol`: shares of variance, alone and with
    /// all interactions, with 95 % bootstrap intervals (`first`, `first_low`, `first_high`, `total`, …; rows × (k + 2) points).</param>
    /// <param name="rows">Trajectories of morris, rows of sobol (a power of two is best); a tornado has none.</param>
    /// <returns>A row for each `parameter`.</returns>
    /// <exception cref="ArgumentException">No such metric or method; names those that there are.</exception>
    /// <example><code>Scenario.Load("unlocks").Sensitivity("price", ["team.sell_share=5%..60%", "seed.sell_share=5%..60%"])</code></example>
    public Frame Sensitivity(
        string metric,
        string[] vary,
        int runs = 8,
        uint seed = 1,
        string method = "tornado",
        int rows = 64
    ) => SensitivityFrame.Of(Evaluator(vary, runs, seed), metric, method, rows);

    /// <summary>A metric on the last day under three ways to expect and two ways to make prices, with the same luck: nobody knows which
    /// of them is so. Bands of <see cref="Ensemble"/> are of the scenario's own model alone.</summary>
    /// <param name="metric">Its key, as runs have it.</param>
    /// <param name="runs">Of each model.</param>
    /// <returns>A row for each `model`, in the metric's unit: `p05`, `p50`, `p95`; the last is their `union`, whose middle is the first model's.</returns>
    /// <exception cref="ArgumentException">No such metric, or nobody in the scenario expects anything, or no pool's price model could be
    /// another.</exception>
    /// <example><code>Scenario.Load("presets/success").Uncertainty("price", runs: 20)</code></example>
    public Frame Uncertainty(string metric, int runs = 20, uint seed = 1) =>
        UncertaintyFrame.Of(
            ModelUncertainty.Measure(Parts, [metric], seed, runs, cancellation: FrameStore.Cancellation()).Single()
        );

    /// <summary>Runs spread over what is not known: each point of a design with the same luck.</summary>
    /// <param name="vary">Ranges, such as `pool.fee=5bp..100bp`, or lists, such as `seed.lock=3 months,6 months`.</param>
    /// <param name="metrics">What is kept of each run, on the last day.</param>
    /// <param name="points">For a grid the steps of each range; one-at-a-time has points of its own.</param>
    /// <param name="runs">Of each point.</param>
    /// <param name="design">`sobol`, `latin`, `antithetic`, `grid` or `one-at-a-time`.</param>
    /// <returns>A row for each run: `point`, `run`, a column for each path (a range as number, in its unit) and each metric.</returns>
    /// <exception cref="ArgumentException">No such metric or design; names those that there are.</exception>
    /// <example><code>scenario.Design(["traders.flow_sigma=0.01..0.1"], ["price"]).Group("point", "avg(price) as price")</code></example>
    public Frame Design(
        string[] vary,
        string[] metrics,
        int points = 64,
        int runs = 8,
        uint seed = 1,
        string design = "sobol"
    ) => DesignFrame.Of(Evaluator(vary, runs, seed), metrics, points, design);

    /// <summary>What agents did in the days after they were paid, in one run, by the code that estimates it of a warehouse
    /// (<see cref="Warehouse.Responses"/>): present is who sent anything on a day.</summary>
    /// <param name="people">Accounts of those who may respond, such as `data_stakers`.</param>
    /// <param name="payer">Accounts whose payment is the event, such as `data.posts`; `outside` for newly minted tokens.</param>
    /// <param name="before">Days before an event that it is compared with, at most 365.</param>
    /// <param name="after">Days of the response, the event's own included, at most 365.</param>
    /// <returns>As that of a warehouse.</returns>
    /// <exception cref="ArgumentException">There are no such accounts (names those that there are), or a window out of its limits.</exception>
    /// <example><code>Scenario.Load("masa-like").Responses("data_stakers", "data.posts", before: 3, after: 3)</code></example>
    public Frame Responses(string people, string payer, int before = 14, int after = 14, uint seed = 1) =>
        ResponseFrame.Of(
            FrameStore.InMemory(),
            SimulatedResponses.Read(Parts, people, payer, seed, FrameStore.Cancellation()),
            ResponseFrame.Design(before, after)
        );

    /// <summary>Whether it pays to contribute: income against cost since the start, by role, as the mean of some runs.</summary>
    /// <exception cref="InvalidOperationException">Nobody in it works for pay.</exception>
    /// <example><code>Scenario.Load("masa-like").For(days: 60).BreakEven()</code></example>
    public Charts.Chart BreakEven(int runs = 1, uint seed = 1) =>
        ContributorEarnings.AreIn(Parts)
            ? EarningCharts.BreakEven(ContributorEarnings.Play(Parts, seed, runs, FrameStore.Cancellation()))
            : throw new InvalidOperationException($"Nobody in {Title} works for pay.");

    /// <summary>Fits parameters to observed metrics, by the method of simulated moments. Look at what is identified before
    /// any value.</summary>
    /// <param name="observed">Metric, day from the start, value.</param>
    /// <param name="vary">Ranges, such as `early.sell_hazard=0.01..0.2`.</param>
    /// <param name="runs">Of each point, with the same luck.</param>
    /// <param name="evaluations">Points that may be tried.</param>
    /// <exception cref="ArgumentException">Observations that the scenario cannot have, or fewer than parameters.</exception>
    /// <example><code>scenario.Calibrate([("unlocked", 30, 900_000)], ["vest.total=1M TKN..4M TKN"])</code></example>
    public Fit Calibrate(
        (string Metric, int Day, double Value)[] observed,
        string[] vary,
        int runs = 8,
        uint seed = 1,
        int evaluations = 200
    ) =>
        Fit.Of(
            Parts,
            new TargetSet([.. observed.Select(one => new MomentTarget(one.Metric, one.Day, one.Value))], Hash: ""),
            vary,
            runs,
            seed,
            evaluations
        );

    /// <summary>Fits parameters to metric files over windows of a warehouse.</summary>
    /// <param name="targets">A list of targets in YAML, as `souk calibrate --target FILE` reads it from a file.</param>
    /// <param name="vary">Ranges, such as `early.sell_hazard=0.01..0.2`.</param>
    /// <param name="runs">Of each point, with the same luck.</param>
    /// <param name="evaluations">Points that may be tried.</param>
    /// <exception cref="TargetException">A list that cannot be read, or a target without data, by name.</exception>
    /// <example><code>
    /// string targets = "- { of: burned, metric: emissions, column: burned, take: running total, decimals: 18, market: masa, "
    ///     + "from: 2025-02-01, to: 2025-09-30, every: 60 days }";
    /// scenario.Calibrate(warehouse, targets, ["seed.sell_share=5%..60%"])
    /// </code></example>
    public Fit Calibrate(
        Warehouse warehouse,
        string targets,
        string[] vary,
        int runs = 8,
        uint seed = 1,
        int evaluations = 200
    ) =>
        Fit.Of(
            Parts,
            WarehouseTargets.Parse(warehouse.Opened, targets, "the list of targets", Parts.Start),
            vary,
            runs,
            seed,
            evaluations
        );

    public override string ToString() => $"{Title} ({Hash[..12]})";

    /// <summary>What the scenario is made of.</summary>
    /// <exception cref="ScenarioException">It starts from a chain, and has no parts that could vary.</exception>
    internal abstract Simulation.Blueprints.Blueprint Parts { get; }

    internal abstract SimulatedRuns Simulate(uint seed, int runs);

    private PointEvaluator Evaluator(string[] vary, int runs, uint seed) =>
        new(Parts, [.. vary.Select(Variation.Parse)], seed, runs);
}
