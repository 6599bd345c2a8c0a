using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Designs;
using Souk.Simulation.Engine;

namespace Souk.Simulation.Experiments;

/// <summary>What an ensemble is made of: the points of a design, each run with the same luck.</summary>
public sealed class EnsemblePlan : IRunPlan
{
    /// <param name="points">Scenarios with one horizon, start and list of metrics; at least one.</param>
    /// <param name="replicates">1 to <see cref="BlueprintEnsemble.RunsMax"/>, for each point.</param>
    /// <param name="settings">What was changed for each point; null where there is one point.</param>
    /// <exception cref="ArgumentException">Points that cannot be compared.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No runs, or more than an ensemble may have.</exception>
    public EnsemblePlan(
        IReadOnlyList<Blueprint> points,
        uint seed,
        int replicates,
        IReadOnlyList<IReadOnlyList<PointSetting>>? settings = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(replicates, BlueprintEnsemble.RunsMax);
        if (points.Count == 0)
        {
            throw new ArgumentException("A plan has at least one point.", nameof(points));
        }

        if ((long)points.Count * replicates > RunsMax)
        {
            throw new ArgumentOutOfRangeException(
                nameof(replicates),
                replicates,
                $"{points.Count:N0} points × {replicates:N0} runs are more than {RunsMax:N0} runs."
            );
        }

        if (points.Any(point => point.HorizonDays != points[0].HorizonDays || point.Start != points[0].Start))
        {
            throw new ArgumentException("The points of a plan have one start and one horizon.", nameof(points));
        }

        Points = points;
        Shape = new EnsembleShape(
            points[0].Title,
            points[0].Start,
            points[0].HorizonDays,
            seed,
            replicates,
            [.. points.Select((point, i) => new EnsemblePoint(point.Hash, settings?[i] ?? []))],
            BlueprintModel.Build(points[0]).Metrics
        );
    }

    private EnsemblePlan(IReadOnlyList<Blueprint> points, EnsembleShape shape) => (Points, Shape) = (points, shape);

    /// <summary>The same with luck of its own for each run, which makes points independent instead of comparable.</summary>
    public EnsemblePlan WithOwnLuck() => new(Points, Shape with { HasOwnLuck = true });

    /// <summary>The points of a design on a scenario.</summary>
    /// <param name="shares">Of the way of each variation, by point.</param>
    /// <exception cref="Scenarios.ScenarioException">An unknown path, or a value that does not fit.</exception>
    public static EnsemblePlan Of(
        Blueprint blueprint,
        IReadOnlyList<Variation> variations,
        IReadOnlyList<double[]> shares,
        uint seed,
        int replicates
    )
    {
        PointSetting[][] settings =
        [
            .. shares.Select(row =>
                variations.Select((variation, i) => new PointSetting(variation.Path, variation.At(row[i]))).ToArray()
            ),
        ];
        return At(blueprint, settings, seed, replicates);
    }

    /// <summary>Points that somebody chose.</summary>
    /// <param name="settings">What is changed for each point.</param>
    /// <exception cref="Scenarios.ScenarioException">An unknown path, or a value that does not fit.</exception>
    public static EnsemblePlan At(
        Blueprint blueprint,
        IReadOnlyList<IReadOnlyList<PointSetting>> settings,
        uint seed,
        int replicates
    )
    {
        Blueprint[] points =
        [
            .. settings.Select(point =>
                point.Aggregate(blueprint, (changed, setting) => changed.With(setting.Path, setting.Value))
            ),
        ];
        return new EnsemblePlan(points, seed, replicates, settings);
    }

    /// <summary>The most runs of a plan, over all its points.</summary>
    public const int RunsMax = 10_000_000;

    public IReadOnlyList<Blueprint> Points { get; }

    public EnsembleShape Shape { get; }

    uint IRunPlan.Seed => Shape.Seed;

    uint IRunPlan.ReplicateOf(int run) => Shape.LuckOf(run);

    // Replicates that draw their parameters are models of their own.
    bool IRunPlan.ShareModel(int run, int other) =>
        Shape.PointOf(run) == Shape.PointOf(other) && !Points[Shape.PointOf(run)].IsUncertain;

    Model IRunPlan.Build(int run) => ReplicateModel.Build(Points[Shape.PointOf(run)], Shape.Seed, Shape.LuckOf(run));
}
