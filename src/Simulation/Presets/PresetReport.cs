using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;
using Souk.Simulation.Uncertainties;

namespace Souk.Simulation.Presets;

/// <summary>A headline metric on the last day, and what it rests on.</summary>
/// <param name="P50">Of the preset's own model.</param>
/// <param name="Union">From P5 to P95 under every model that might be right, or why there is one only.</param>
/// <param name="AssumedVariance">
/// Share of its variance over runs that is gone when every assumed range is its median, with the same luck; 0 to 1, and 1 where
/// nothing is left.
/// </param>
/// <param name="Swings">By uncertain parameter, the one that moves it most first.</param>
public sealed record HeadlineBand(
    MetricSpec Spec,
    double P50,
    HeadlineUnion Union,
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
/// <param name="Axes">Medians of power, decentralisation and transparency on the last day; null where the preset lacks what it takes.</param>
public sealed record PresetReport(
    Blueprint Preset,
    uint Seed,
    int Runs,
    string Digest,
    IReadOnlyList<FactLine> Sheet,
    IReadOnlyList<HeadlineBand> Bands,
    int AgentCount,
    IReadOnlyList<double?> Axes
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
            BandsOf(
                HeadlineUnion.Of(result),
                result,
                Swing.Of(preset, seed, swingRuns),
                HeadlineBasis.AssumedVariances(preset, seed, swingRuns)
            ),
            Catalogues.BlueprintModel.Build(preset).AgentCount,
            AxesOf(result)
        );
    }

    public int CountOf(Confidence confidence) => Sheet.Count(line => line.Confidence == confidence);

    private static double?[] AxesOf(BlueprintResult result)
    {
        Part? axes = result.Blueprint.Parts.FirstOrDefault(part => part.Kind.Name == AxesKind);
        double? Median(string axis) => axes is null ? null : result.Find($"{axes.Name}.{axis}")?.QuantileByDay(0.5)[^1];
        return
        [
            Median("power"),
            Median("decentralisation"),
            axes is not null && Transparency.IsStatedBy(axes)
                ? Median("transparency")
                : Transparency.Of(result.Blueprint).Score,
        ];
    }

    private static HeadlineBand[] BandsOf(
        IReadOnlyList<HeadlineUnion> unions,
        BlueprintResult result,
        IReadOnlyList<IReadOnlyList<Swing>> swings,
        double[] assumed
    ) =>
        [
            .. unions.Select(
                (union, at) =>
                {
                    MetricSeries series = result.Headline(union.Metric);
                    return new HeadlineBand(series.Spec, series.QuantileByDay(0.5)[^1], union, assumed[at], swings[at]);
                }
            ),
        ];
}
