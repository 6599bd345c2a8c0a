namespace Souk.Simulation.Engine;

/// <summary>The outcome of one run.</summary>
/// <param name="Replicate">Which run of its ensemble.</param>
/// <param name="Days">Days recorded.</param>
/// <param name="Values">Metric-major: metric m of the model at day d is at m × days + d.</param>
/// <param name="Digest">SHA-256 over every value and every final balance.</param>
public sealed record RunResult(uint Replicate, int Days, double[] Values, byte[] Digest)
{
    /// <summary>What a reader must know before comparing: `sequential phase`, `floating-point reference`; usually empty.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The series of the model's metric at an index.</summary>
    public ReadOnlySpan<double> Series(int metric) => Values.AsSpan(metric * Days, Days);
}
