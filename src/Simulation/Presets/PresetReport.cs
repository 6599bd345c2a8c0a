using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;

namespace Souk.Simulation.Presets;

/// <summary>A headline metric on the last day, and what it rests on.</summary>
/// <param name="AssumedVariance">
/// Share of its variance over runs that is gone when every assumed range is its median, with the same luck; 0 to 1, and 1 where
/// nothing is left.
/// </param>
/// <param name="Swings">By uncertain parameter, the one that moves it most first.</param>
public sealed record HeadlineBand(
    MetricSpec Spec,
    double P5,
    double P50,
    double P95,
    double AssumedVariance,
    IReadOnlyList<Swing> Swings
)
{
    /// <summary>The parameter that moves it most; null where none moves it.</summary>
    public string? MattersMost => Swings.FirstOrDefault(swing => swing.Change != 0)?.Path;
}

/// <summary>What comes out of a preset, and how much of it is known.</summary>
/// <param name="Sheet">Every value with its source.</param>
/// <param name="Bands">Of the headline metrics, in their order.</param>
/// <param name="AgentCount">Agents of one run, accounts included.</param>
/// <param name="Axes">Medians of power, decentralisation and transparency on the last day; empty where it is not scored.</param>
public sealed record PresetReport(
    Blueprint Preset,
    uint Seed,
    int Runs,
    string Digest,
    IReadOnlyList<FactLine> Sheet,
    IReadOnlyList<HeadlineBand> Bands,
    int AgentCount,
    IReadOnlyList<double> Axes
)
{
    private const string AxesKind = "measure.axes";

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
            BandsOf(result, Swing.Of(preset, seed, swingRuns), HeadlineBasis.AssumedVariances(preset, seed, swingRuns)),
            Catalogues.BlueprintModel.Build(preset).AgentCount,
            AxesOf(result)
        );
    }

    public int CountOf(Confidence confidence) => Sheet.Count(line => line.Confidence == confidence);

    private static double[] AxesOf(BlueprintResult result) =>
        result.Blueprint.Parts.FirstOrDefault(part => part.Kind.Name == AxesKind) is { } axes
            ?
            [
                .. axes
                    .Kind.Publishes.Select(one => $"{axes.Name}.{one.Key}")
                    .Select(key => result.Metrics.First(series => series.Spec.Key == key).QuantileByDay(0.5)[^1]),
            ]
            : [];

    private static HeadlineBand[] BandsOf(
        BlueprintResult result,
        IReadOnlyList<IReadOnlyList<Swing>> swings,
        double[] assumed
    )
    {
        HeadlineBand BandOf(MetricSeries series, int at)
        {
            double Last(double share) => series.QuantileByDay(share)[^1];
            return new(series.Spec, Last(0.05), Last(0.5), Last(0.95), assumed[at], swings[at]);
        }

        return [.. result.Blueprint.Headline.Select((key, at) => BandOf(Swing.Headline(result, key), at))];
    }
}
