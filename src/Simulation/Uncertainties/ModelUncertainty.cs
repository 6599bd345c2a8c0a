using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Simulation.Uncertainties;

/// <summary>A metric on the last day under one model, or under all of them.</summary>
/// <param name="Model">Which; `union` for the band that holds those of all models.</param>
public sealed record ModelBand(string Model, double P05, double P50, double P95);

/// <summary>One metric under every model.</summary>
/// <param name="Models">In the order of <see cref="ModelVariants"/>.</param>
/// <param name="Union">From the least lower end to the greatest upper end; its middle is that of the first model: adaptive, with the file's pools.</param>
/// <param name="Widening">Width of the union over that of the first model; null where that has none.</param>
public sealed record MetricUncertainty(
    string Metric,
    string Unit,
    IReadOnlyList<ModelBand> Models,
    ModelBand Union,
    double? Widening
);

/// <summary>What a headline is when nobody knows how people expect and how prices are made.</summary>
public static class ModelUncertainty
{
    /// <summary>Plays each model with the same luck.</summary>
    /// <param name="metrics">Keys; each must be a metric under every model.</param>
    /// <param name="progress">Told the share of models that is done.</param>
    /// <exception cref="ArgumentException">The scenario has no such models, or no such metric.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<MetricUncertainty> Measure(
        Blueprint blueprint,
        IReadOnlyList<string> metrics,
        uint seed,
        int runs,
        int threads = 0,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default
    )
    {
        IReadOnlyList<(ModelVariant Model, BlueprintResult Result)> played = Play(
            blueprint,
            seed,
            runs,
            threads,
            progress,
            cancellation
        );
        return [.. metrics.Select(metric => Of(metric, played))];
    }

    /// <summary>All of <see cref="ModelVariants.Of"/>, in its order, with the same luck.</summary>
    /// <param name="progress">Told the share of models that is done.</param>
    /// <exception cref="ArgumentException">The scenario has no such models.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<(ModelVariant Model, BlueprintResult Result)> Play(
        Blueprint blueprint,
        uint seed,
        int runs,
        int threads = 0,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default
    )
    {
        IReadOnlyList<ModelVariant> variants = ModelVariants.Of(blueprint);
        List<(ModelVariant Model, BlueprintResult Result)> played = [];
        foreach (ModelVariant variant in variants)
        {
            BlueprintResult result = BlueprintEnsemble.Run(
                variant.Blueprint,
                seed,
                runs,
                threads,
                cancellation: cancellation
            );
            cancellation.ThrowIfCancellationRequested();
            played.Add((variant, result));
            progress?.Report((double)played.Count / variants.Count);
        }

        return played;
    }

    /// <summary>What models that were played with the same luck say together.</summary>
    /// <param name="played">All of <see cref="ModelVariants.Of"/>, in its order.</param>
    /// <exception cref="ArgumentException">The metric is none under every model.</exception>
    public static MetricUncertainty Of(
        string metric,
        IReadOnlyList<(ModelVariant Model, BlueprintResult Result)> played
    )
    {
        MetricSeries[] series = [.. played.Select(one => Series(metric, one.Result))];
        ModelBand[] bands = [.. played.Zip(series, (one, of) => Band(one.Model.Name, of))];
        ModelEnvelope all = ModelEnvelope.Of(series)!;
        double own = bands[0].P95 - bands[0].P05;
        return new(
            metric,
            series[0].Spec.Unit,
            bands,
            new("union", all.P05[^1], bands[0].P50, all.P95[^1]),
            own > 0 ? (all.P95[^1] - all.P05[^1]) / own : null
        );
    }

    private static ModelBand Band(string model, MetricSeries series) =>
        new(
            model,
            series.QuantileByDay(0.05)[series.Days - 1],
            series.QuantileByDay(0.5)[series.Days - 1],
            series.QuantileByDay(0.95)[series.Days - 1]
        );

    private static MetricSeries Series(string metric, BlueprintResult result) =>
        result.Find(metric)
        ?? throw new ArgumentException(
            $"'{metric}' is no metric of the scenario; it has {string.Join(", ", result.Metrics.Select(series => series.Spec.Key))}.",
            nameof(metric)
        );
}
