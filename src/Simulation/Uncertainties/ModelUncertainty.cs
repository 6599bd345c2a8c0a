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

/// <summary>The union of a metric's bands under every model, day by day.</summary>
/// <param name="Models">How many there are.</param>
/// <param name="Runs">Of each model.</param>
/// <param name="P05">The least 5 % quantile of any model, by day.</param>
/// <param name="P95">The greatest 95 % quantile of any model, by day.</param>
public sealed record ModelEnvelope(int Models, int Runs, IReadOnlyList<double> P05, IReadOnlyList<double> P95)
{
    /// <summary>Widened where another band of the same days is outside.</summary>
    public ModelEnvelope With(MetricSeries own) =>
        this with
        {
            P05 = [.. P05.Zip(own.QuantileByDay(0.05), Math.Min)],
            P95 = [.. P95.Zip(own.QuantileByDay(0.95), Math.Max)],
        };
}

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

        return [.. metrics.Select(metric => Of(metric, played))];
    }

    /// <summary>What models that were played with the same luck say together.</summary>
    /// <param name="played">All of <see cref="ModelVariants.Of"/>, in its order.</param>
    /// <exception cref="ArgumentException">The metric is none under every model.</exception>
    public static MetricUncertainty Of(
        string metric,
        IReadOnlyList<(ModelVariant Model, BlueprintResult Result)> played
    )
    {
        ModelBand[] bands = [.. played.Select(one => Band(one.Model.Name, Series(metric, one.Result)))];
        ModelBand union = new("union", bands.Min(band => band.P05), bands[0].P50, bands.Max(band => band.P95));
        double own = bands[0].P95 - bands[0].P05;
        return new(
            metric,
            Series(metric, played[0].Result).Spec.Unit,
            bands,
            union,
            own > 0 ? (union.P95 - union.P05) / own : null
        );
    }

    /// <summary>The same union on every day.</summary>
    /// <param name="played">All of <see cref="ModelVariants.Of"/>, in its order.</param>
    /// <returns>Null where the metric is none under some model.</returns>
    public static ModelEnvelope? EnvelopeOf(
        string metric,
        IReadOnlyList<(ModelVariant Model, BlueprintResult Result)> played
    )
    {
        MetricSeries?[] series =
        [
            .. played.Select(one => one.Result.Metrics.FirstOrDefault(one => one.Spec.Key == metric)),
        ];
        if (series.Length == 0 || series.Contains(null))
        {
            return null;
        }

        IReadOnlyList<double>[] low = [.. series.Select(one => one!.QuantileByDay(0.05))];
        IReadOnlyList<double>[] high = [.. series.Select(one => one!.QuantileByDay(0.95))];
        return new(
            series.Length,
            played[0].Result.Runs,
            [.. Enumerable.Range(0, low[0].Count).Select(day => low.Min(model => model[day]))],
            [.. Enumerable.Range(0, high[0].Count).Select(day => high.Max(model => model[day]))]
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
        result.Metrics.FirstOrDefault(series => series.Spec.Key == metric)
        ?? throw new ArgumentException(
            $"'{metric}' is no metric of the scenario; it has {string.Join(", ", result.Metrics.Select(series => series.Spec.Key))}.",
            nameof(metric)
        );
}
