namespace Souk.Simulation.Calibration;

/// <summary>A metric as it was observed on a day of the scenario.</summary>
/// <param name="Metric">Key of a metric of the scenario.</param>
/// <param name="Day">From the scenario's start.</param>
/// <param name="Value">In the metric's unit.</param>
public readonly record struct MomentTarget(string Metric, int Day, double Value);
