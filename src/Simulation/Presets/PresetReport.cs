using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;

namespace Souk.Simulation.Presets;

/// <summary>A headline metric on the last day.</summary>
public sealed record HeadlineBand(MetricSpec Spec, double P5, double P50, double P95);

/// <summary>What comes out of a preset, and how much of it is known.</summary>
/// <param name="Sheet">Every value with its source.</param>
/// <param name="Bands">Of the headline metrics.</param>
/// <param name="Swings">Of the first of them, by uncertain parameter.</param>
/// <param name="AssumedVariance">
/// Share of the variance of the first headline metric that is gone when every assumed range is its median, with the same luck;
/// 0 to 1, and 1 where nothing is left.
/// </param>
/// <param name="AgentCount">Agents of one run, accounts included.</param>
public sealed record PresetReport(
    Blueprint Preset,
    uint Seed,
    int Runs,
    string Digest,
    IReadOnlyList<FactLine> Sheet,
    IReadOnlyList<HeadlineBand> Bands,
    IReadOnlyList<Swing> Swings,
    double AssumedVariance,
    int AgentCount
)
{
    /// <summary>Runs a preset, and again for each of its uncertain parameters.</summary>
    /// <param name="runs">Of the bands.</param>
    /// <param name="swingRuns">Of each side of a swing, and of the variance.</param>
    /// <exception cref="ArgumentException">The preset has no headline, or names a metric that it does not have.</exception>
    public static PresetReport Of(Blueprint preset, uint seed, int runs, int swingRuns)
    {
        if (preset.Headline.Count == 0)
        {
            throw new ArgumentException($"{preset.Name} has no `headline:`.", nameof(preset));
        }

        BlueprintResult result = BlueprintEnsemble.Run(preset, seed, runs);
        return new(
            preset,
            seed,
            runs,
            result.Digest,
            FactSheet.Of(preset),
            [.. preset.Headline.Select(key => Band(Swing.Headline(result, key)))],
            Swing.Of(preset, seed, swingRuns),
            Assumed(preset, seed, swingRuns),
            Catalogues.BlueprintModel.Build(preset).AgentCount
        );
    }

    public int CountOf(Confidence confidence) => Sheet.Count(line => line.Confidence == confidence);

    private static HeadlineBand Band(MetricSeries series) =>
        new(series.Spec, series.QuantileByDay(0.05)[^1], series.QuantileByDay(0.5)[^1], series.QuantileByDay(0.95)[^1]);

    private static double Assumed(Blueprint preset, uint seed, int runs)
    {
        Blueprint certain = FactSheet
            .Of(preset)
            .Where(line => line.IsSwept && line.Confidence == Confidence.Assumed)
            .Aggregate(preset, (changed, line) => Swing.Fixed(changed, line.Path, 0.5));
        double all = Variance(Swing.LastDay(preset, seed, runs));
        double rest = Variance(Swing.LastDay(certain, seed, runs));
        return all > 0 ? Math.Clamp(1 - (rest / all), 0, 1) : 0;
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Select(value => (value - mean) * (value - mean)).Sum() / values.Length;
    }
}
