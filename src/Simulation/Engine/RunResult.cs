namespace Souk.Simulation.Engine;

/// <summary>The outcome of one run.</summary>
/// <param name="Replicate">Which run of its ensemble.</param>
/// <param name="Days">Days recorded.</param>
/// <param name="Values">Metric-major: metric m of <see cref="Metrics.RunMetrics"/> at day d is at m × days + d.</param>
/// <param name="Digest">SHA-256 over every value and every final balance.</param>
public sealed record RunResult(uint Replicate, int Days, double[] Values, byte[] Digest)
{
    /// <summary>The series of the metric at an index of <see cref="Metrics.RunMetrics"/>.</summary>
    public ReadOnlySpan<double> Series(int metric) => Values.AsSpan(metric * Days, Days);
}
