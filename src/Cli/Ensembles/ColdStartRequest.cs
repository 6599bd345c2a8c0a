using Souk.Cli.Screens;
using Souk.Simulation.Studies;

namespace Souk.Cli.Ensembles;

/// <summary>What `souk coldstart` was asked for.</summary>
internal sealed record ColdStartRequest(StudyRequest Study, ChanceConstraint Stalls, int Halvings)
{
    private const int HalvingsMax = 40;

    /// <exception cref="InvalidInputException">Another number of seeds than one, or a condition that cannot be read.</exception>
    public static ColdStartRequest Of(StudyRequest study, string stalls, int halvings)
    {
        if (study.Variations is not [{ IsContinuous: true }])
        {
            throw new InvalidInputException(
                $"A seed is one parameter between two ends, and there are {study.Variations.Count} --vary: write one PATH=LOW..HIGH."
            );
        }

        if (study.Space.Constraints.Count > 0)
        {
            throw new InvalidInputException(
                "--keep has nothing to keep with one parameter: narrow its --vary instead."
            );
        }

        if (halvings is < 1 or > HalvingsMax)
        {
            throw new InvalidInputException($"--halvings {halvings} is not between 1 and {HalvingsMax}.");
        }

        try
        {
            return new(study, ChanceConstraint.Parse(stalls), halvings);
        }
        catch (FormatException problem)
        {
            throw new InvalidInputException($"--stalls {problem.Message}");
        }
    }

    /// <exception cref="InvalidInputException">The scenario has no such metric.</exception>
    public ColdStartReport Run(IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        PointEvaluator evaluator = Study.Evaluator();
        StudyRequest.MetricOf(evaluator, Stalls.Metric);
        DesignProgressLine line = new(progress, ColdStart.TrialsOf(Halvings));
        return ColdStartReport.Of(this, ColdStart.Find(evaluator, Stalls, Halvings, line, cancellation));
    }
}
