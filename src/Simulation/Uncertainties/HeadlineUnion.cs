using Souk.Simulation.Blueprints;
using Souk.Simulation.Experiments;

namespace Souk.Simulation.Uncertainties;

/// <summary>A headline metric on the last day under every model that might be right.</summary>
/// <param name="Metric">Its key.</param>
/// <param name="Models">How many: six, or one.</param>
/// <param name="Runs">Of each model; of the scenario's own where it is the only one.</param>
/// <param name="P05">The least 5 % quantile of any model, the scenario's own among them.</param>
/// <param name="P95">The greatest 95 % quantile of any model, the scenario's own among them.</param>
/// <param name="WhyOne">Why there is one model only, in a sentence; null where there are several.</param>
public sealed record HeadlineUnion(string Metric, int Models, int Runs, double P05, double P95, string? WhyOne)
{
    /// <summary>Runs of each model at most: with fewer than twenty a band is a first guess.</summary>
    public const int RunsMax = 20;

    /// <summary>By headline metric, in their order, with the luck of the result.</summary>
    /// <param name="own">What the scenario's own model says, of all its runs.</param>
    /// <exception cref="ArgumentException">A headline is no metric of the scenario.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<HeadlineUnion> Of(
        BlueprintResult own,
        int threads = 0,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default
    )
    {
        string? objection = ModelVariants.Objection(own.Blueprint);
        IReadOnlyList<(ModelVariant Model, BlueprintResult Result)> played = objection is null
            ? ModelUncertainty.Play(
                own.Blueprint,
                own.Seed,
                Math.Min(own.Runs, RunsMax),
                threads,
                progress,
                cancellation
            )
            : [];
        return
        [
            .. own.Blueprint.Headline.Select(key =>
                Around(own.Headline(key), [.. played.Select(one => one.Result.Find(key))], objection)
            ),
        ];
    }

    /// <summary>The same of the difference of two scenarios, second less first under the same model, by metric that is a headline of either and
    /// that both have.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IReadOnlyList<HeadlineUnion> Between(
        BlueprintComparison own,
        int threads = 0,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default
    )
    {
        (Blueprint first, Blueprint second) = (own.First.Blueprint, own.Second.Blueprint);
        string? objection = ModelVariants.Objection(first) ?? ModelVariants.Objection(second);
        List<BlueprintComparison> played = [];
        foreach (
            (ModelVariant one, ModelVariant other) in objection is null
                ? ModelVariants.Of(first).Zip(ModelVariants.Of(second))
                : []
        )
        {
            BlueprintResult Play(ModelVariant model) =>
                BlueprintEnsemble.Run(
                    model.Blueprint,
                    own.First.Seed,
                    Math.Min(own.First.Runs, RunsMax),
                    threads,
                    cancellation: cancellation
                );

            played.Add(new(Play(one), Play(other)));
            cancellation.ThrowIfCancellationRequested();
            progress?.Report((double)played.Count / ModelVariants.Count);
        }

        return
        [
            .. first
                .Headline.Union(second.Headline)
                .Select(own.Find)
                .OfType<MetricSeries>()
                .Select(series => Around(series, [.. played.Select(one => one.Find(series.Spec.Key))], objection)),
        ];
    }

    private static HeadlineUnion Around(MetricSeries own, MetricSeries?[] models, string? objection)
    {
        string key = own.Spec.Key;
        return ModelEnvelope.Of(models)?.With(own) is { } all
            ? new(key, all.Models, all.Runs, all.P05[^1], all.P95[^1], null)
            : new(
                key,
                1,
                own.Runs,
                own.QuantileByDay(0.05)[^1],
                own.QuantileByDay(0.95)[^1],
                objection ?? $"Under another price model there is no {key}."
            );
    }
}
