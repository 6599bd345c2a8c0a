using Souk.Simulation.Studies;

namespace Souk.Simulation.Calibration;

/// <summary>Where in a scenario's metrics and days each target stands.</summary>
internal sealed class TargetCells
{
    private readonly (int Metric, int Band)[] _cells;

    /// <param name="targets">At least as many as there are parameters.</param>
    /// <exception cref="ArgumentException">A metric that the scenario does not have, a day beyond its horizon, or too few
    /// targets.</exception>
    public TargetCells(PointEvaluator evaluator, IReadOnlyList<MomentTarget> targets)
    {
        if (targets.Count < evaluator.Variations.Count)
        {
            throw new ArgumentException(
                $"{targets.Count} targets cannot tell {evaluator.Variations.Count} parameters.",
                nameof(targets)
            );
        }

        foreach (MomentTarget target in targets)
        {
            if (target.Day < 0 || target.Day >= evaluator.Shape.Days)
            {
                throw new ArgumentException(
                    $"{target.Metric} was observed {evaluator.Shape.Start.AddDays(target.Day):yyyy-MM-dd}, and the scenario runs from {evaluator.Shape.Start:yyyy-MM-dd} for {evaluator.Shape.Days} days.",
                    nameof(targets)
                );
            }
        }

        Days = [.. targets.Select(target => target.Day).Distinct().Order()];
        _cells =
        [
            .. targets.Select(target => (evaluator.MetricOf(target.Metric), Array.BinarySearch(Days, target.Day))),
        ];
    }

    /// <summary>Days that are looked at, rising.</summary>
    public int[] Days { get; }

    /// <summary>Targets.</summary>
    public int Count => _cells.Length;

    /// <summary>The mean over a point's runs of what a target is compared with.</summary>
    public double Mean(PointOutcomes outcomes, int point, int target) =>
        outcomes.Mean(point, _cells[target].Metric, _cells[target].Band);

    /// <summary>What it scatters by over a point's runs.</summary>
    public double Spread(PointOutcomes outcomes, int point, int target) =>
        outcomes.Spread(point, _cells[target].Metric, _cells[target].Band);
}
