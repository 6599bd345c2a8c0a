using Souk.Simulation.Experiments;

namespace Souk.Simulation.Uncertainties;

/// <summary>The union of a metric's bands under every model, day by day.</summary>
/// <param name="Models">How many there are.</param>
/// <param name="Runs">Of each model.</param>
/// <param name="P05">The least 5 % quantile of any model, by day.</param>
/// <param name="P95">The greatest 95 % quantile of any model, by day.</param>
public sealed record ModelEnvelope(int Models, int Runs, IReadOnlyList<double> P05, IReadOnlyList<double> P95)
{
    /// <summary>The union of what each model says of one metric, all of the same runs and days.</summary>
    /// <param name="models">By model; null where it has no such metric.</param>
    /// <returns>Null where a model lacks it, or there is none.</returns>
    public static ModelEnvelope? Of(IReadOnlyList<MetricSeries?> models)
    {
        if (models.Count == 0 || models.Contains(null))
        {
            return null;
        }

        IReadOnlyList<double>[] low = [.. models.Select(one => one!.QuantileByDay(0.05))];
        IReadOnlyList<double>[] high = [.. models.Select(one => one!.QuantileByDay(0.95))];
        return new(
            models.Count,
            models[0]!.Runs,
            [.. Enumerable.Range(0, low[0].Count).Select(day => low.Min(model => model[day]))],
            [.. Enumerable.Range(0, high[0].Count).Select(day => high.Max(model => model[day]))]
        );
    }

    /// <summary>Widened where another band of the same days is outside.</summary>
    public ModelEnvelope With(MetricSeries own) =>
        this with
        {
            P05 = [.. P05.Zip(own.QuantileByDay(0.05), Math.Min)],
            P95 = [.. P95.Zip(own.QuantileByDay(0.95), Math.Max)],
        };
}
