namespace Souk.Research.Ensembles;

/// <summary>Everything that one run recorded.</summary>
/// <param name="Run">Its index in the plan.</param>
/// <param name="Values">Metric-major: metric m at day d is at m × days + d.</param>
/// <param name="Units">The same in base units, of metrics that are amounts of a token; 0 elsewhere.</param>
internal sealed record RunPath(int Run, double[] Values, Int128[] Units);
