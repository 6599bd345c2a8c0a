using Souk.Simulation.Designs;
using Souk.Simulation.Optimisers;

namespace Souk.Simulation.Studies;

/// <summary>What a design comes to.</summary>
/// <param name="Shares">Of the way of each variation.</param>
/// <param name="Objectives">Means over runs, as the metrics are.</param>
/// <param name="Broken">How often each constraint is broken, as a share of runs.</param>
public sealed record Candidate(double[] Shares, double[] Objectives, double[] Broken)
{
    /// <summary>By how much it is outside of what the space's constraints allow; such a design is not played.</summary>
    public double Outside { get; init; }
}

/// <summary>Looks for designs that do best by objectives and keep to constraints: CMA-ES for one objective, NSGA-II for several.</summary>
/// <remarks>All points share their luck, so that noise does not choose; <see cref="Check"/> plays the winners with fresh luck.</remarks>
public sealed class DesignSearch
{
    private const int FrontPopulation = 32;

    private readonly PointEvaluator _evaluator;
    private readonly IReadOnlyList<Objective> _objectives;
    private readonly IReadOnlyList<ChanceConstraint> _constraints;
    private readonly ConstrainedSpace? _space;
    private readonly int[] _objectiveMetrics;
    private readonly int[] _constraintMetrics;

    /// <param name="objectives">At least one.</param>
    /// <param name="space">What designs keep to; null for the whole space.</param>
    /// <exception cref="ArgumentException">A metric that the scenario does not have.</exception>
    public DesignSearch(
        PointEvaluator evaluator,
        IReadOnlyList<Objective> objectives,
        IReadOnlyList<ChanceConstraint> constraints,
        ConstrainedSpace? space = null
    )
    {
        _space = space;
        ArgumentOutOfRangeException.ThrowIfZero(objectives.Count, nameof(objectives));
        (_evaluator, _objectives, _constraints) = (evaluator, objectives, constraints);
        _objectiveMetrics = [.. objectives.Select(objective => evaluator.MetricOf(objective.Metric))];
        _constraintMetrics = [.. constraints.Select(constraint => evaluator.MetricOf(constraint.Metric))];
    }

    /// <summary>Searches.</summary>
    /// <param name="evaluations">Points that may be tried.</param>
    /// <param name="progress">Told the share of evaluations that is done.</param>
    /// <returns>The best design, or those that none other beats in every objective, by the first one.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<Candidate> Run(
        int evaluations,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default
    ) =>
        _objectives.Count == 1
            ? [Best(evaluations, progress, cancellation)]
            : Front(evaluations, progress, cancellation);

    /// <summary>The same designs with another seed and more runs: what is left of them when luck is another.</summary>
    public IReadOnlyList<Candidate> Check(
        IReadOnlyList<Candidate> candidates,
        uint seed,
        int runs,
        CancellationToken cancellation = default
    ) => Measure(_evaluator.With(seed, runs), [.. candidates.Select(candidate => candidate.Shares)], cancellation);

    /// <summary>By how much a design breaks its constraints, in shares of runs.</summary>
    public double Violation(Candidate candidate) =>
        candidate.Outside > 0
            ? 1 + _constraints.Count + candidate.Outside
            : candidate.Broken.Select((share, i) => Math.Max(0, share - _constraints[i].ShareMax)).Sum();

    private Candidate Best(int evaluations, IProgress<double>? progress, CancellationToken cancellation)
    {
        CmaEs search = new([.. _evaluator.Variations.Select(_ => 0.5)], _evaluator.Seed);
        Candidate? best = null;
        for (int tried = 0; tried < evaluations && search.Spread > 1e-9; tried += search.Population)
        {
            IReadOnlyList<Candidate> found = Measure(_evaluator, search.Ask(), cancellation);
            best = found.Append(best).OfType<Candidate>().MinBy(Rank);
            search.Tell(Values(found));
            progress?.Report((double)(tried + search.Population) / evaluations);
        }

        return best ?? throw new ArgumentOutOfRangeException(nameof(evaluations), evaluations, "At least one.");
    }

    // A broken constraint costs more than any objective: what is allowed comes first, then what breaks least.
    private double[] Values(IReadOnlyList<Candidate> found)
    {
        double span = found.Max(candidate => Math.Abs(Small(candidate, 0))) + 1;
        return
        [
            .. found.Select(candidate =>
                Violation(candidate) is > 0 and var violation ? span * (2 + (10 * violation)) : Small(candidate, 0)
            ),
        ];
    }

    private (double Violation, double Value) Rank(Candidate candidate) => (Violation(candidate), Small(candidate, 0));

    private Candidate[] Front(int evaluations, IProgress<double>? progress, CancellationToken cancellation)
    {
        Nsga2 search = new(_evaluator.Variations.Count, FrontPopulation, _evaluator.Seed);
        Dictionary<double[], Candidate> seen = [];
        for (int tried = 0; tried < evaluations; tried += FrontPopulation)
        {
            IReadOnlyList<double[]> points = search.Ask();
            IReadOnlyList<Candidate> found = Measure(_evaluator, points, cancellation);
            for (int i = 0; i < found.Count; i++)
            {
                seen[points[i]] = found[i];
            }

            search.Tell([
                .. found.Select(candidate =>
                    (_objectives.Select((_, i) => Small(candidate, i)).ToArray(), Violation(candidate))
                ),
            ]);
            progress?.Report((double)(tried + FrontPopulation) / evaluations);
        }

        return [.. search.Front.Select(trial => seen[trial.Shares]).OrderBy(candidate => candidate.Objectives[0])];
    }

    private double Small(Candidate candidate, int objective) =>
        _objectives[objective].IsMaximised ? -candidate.Objectives[objective] : candidate.Objectives[objective];

    private Candidate[] Measure(
        PointEvaluator evaluator,
        IReadOnlyList<double[]> points,
        CancellationToken cancellation
    )
    {
        double[] outside = [.. points.Select(point => _space?.Excess(point) ?? 0)];
        double[][] inside = [.. points.Where((_, i) => outside[i] <= 0)];
        Candidate[] played = inside.Length == 0 ? [] : Play(evaluator, inside, cancellation);
        Queue<Candidate> rest = new(played);
        return
        [
            .. points.Select(
                (shares, i) =>
                    outside[i] <= 0
                        ? rest.Dequeue()
                        : new Candidate(shares, new double[_objectives.Count], new double[_constraints.Count])
                        {
                            Outside = outside[i],
                        }
            ),
        ];
    }

    private Candidate[] Play(PointEvaluator evaluator, double[][] points, CancellationToken cancellation)
    {
        PointOutcomes outcomes = evaluator.Play(points, progress: null, cancellation);
        return
        [
            .. points.Select(
                (shares, point) =>
                    new Candidate(
                        shares,
                        [.. _objectiveMetrics.Select(metric => outcomes.Mean(point, metric))],
                        [
                            .. _constraints.Select(
                                (constraint, i) => constraint.ShareOf(outcomes.Values(point, _constraintMetrics[i]))
                            ),
                        ]
                    )
            ),
        ];
    }
}
