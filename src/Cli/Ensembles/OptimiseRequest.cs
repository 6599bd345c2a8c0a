using Souk.Cli.Screens;
using Souk.Simulation.Studies;

namespace Souk.Cli.Ensembles;

/// <summary>What `souk optimise` was asked for.</summary>
internal sealed record OptimiseRequest(
    StudyRequest Study,
    IReadOnlyList<Objective> Objectives,
    IReadOnlyList<ChanceConstraint> Constraints,
    int Evaluations
)
{
    /// <summary>By how many times winners are played again.</summary>
    private const int CheckFactor = 4;

    /// <exception cref="InvalidInputException">No objective, or a constraint that cannot be read.</exception>
    public static OptimiseRequest Of(
        StudyRequest study,
        string[] maximise,
        string[] minimise,
        string[] require,
        int evaluations
    )
    {
        Objective[] objectives =
        [
            .. maximise.Select(metric => new Objective(metric, IsMaximised: true)),
            .. minimise.Select(metric => new Objective(metric, IsMaximised: false)),
        ];
        if (objectives.Length == 0)
        {
            throw new InvalidInputException("Say what is to be great or small: --maximise KEY or --minimise KEY.");
        }

        if (evaluations is < 1 or > 1_000_000)
        {
            throw new InvalidInputException($"--evaluations {evaluations} is not between 1 and 1,000,000.");
        }

        try
        {
            return new(study, objectives, [.. require.Select(ChanceConstraint.Parse)], evaluations);
        }
        catch (FormatException problem)
        {
            throw new InvalidInputException($"--require {problem.Message}");
        }
    }

    public OptimiseReport Run(IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        PointEvaluator evaluator = Study.Evaluator();
        string[] metrics =
        [
            .. Objectives.Select(objective => objective.Metric),
            .. Constraints.Select(constraint => constraint.Metric),
        ];
        Array.ForEach(metrics, metric => StudyRequest.MetricOf(evaluator, metric));
        DesignSearch search = new(evaluator, Objectives, Constraints, Study.Space);
        IReadOnlyList<Candidate> found = search.Run(
            Evaluations,
            new DesignProgressLine(progress, Evaluations),
            cancellation
        );
        uint fresh = unchecked(Study.Seed + 1);
        IReadOnlyList<Candidate> check = search.Check(found, fresh, Study.Runs * CheckFactor, cancellation);
        return OptimiseReport.Of(this, fresh, found, check, search);
    }
}
