using System.Globalization;
using Souk.Simulation.Experiments;

namespace Souk.Cli.Ensembles;

/// <summary>Where and why an ensemble stopped.</summary>
/// <param name="RunsMax">Of each point, that were allowed.</param>
/// <param name="Met">Whether the interval is as narrow as was asked for.</param>
/// <param name="Low">Lower end of the 95 % interval; null where the runs are too few for one.</param>
internal sealed record StopReport(string Rule, int RunsMax, bool Met, double Estimate, double? Low, double? High)
{
    public static StopReport Of(StoppingRule rule, int runsMax, SequentialStop stop) =>
        new(
            rule.ToString(),
            runsMax,
            stop.IsMet,
            stop.Interval.Estimate,
            Finite(stop.Interval.Low),
            Finite(stop.Interval.High)
        );

    /// <param name="runs">Of each point, that were played.</param>
    public string Text(int runs) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(Met ? $"stopped after {runs:N0} runs of each point" : $"NOT narrow enough after all {runs:N0} runs")}: {Rule}; {Estimate:G6}, 95 % interval {Low:G6} to {High:G6}"
        );

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
