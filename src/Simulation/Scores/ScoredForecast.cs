namespace Souk.Simulation.Scores;

/// <summary>A forecast of one number beside what came.</summary>
/// <param name="Metric">What was forecast.</param>
/// <param name="Origin">The last day that was known.</param>
/// <param name="Day">The day that was forecast.</param>
/// <param name="Observed">What came.</param>
/// <param name="Median">Half of the simulated futures lie below.</param>
/// <param name="Band">Their central part.</param>
/// <param name="Crps">Of the simulated futures.</param>
/// <param name="LastValue">CRPS of <see cref="Baseline.LastValue"/>; null where the history was too short.</param>
/// <param name="Drift">CRPS of <see cref="Baseline.Drift"/>; null where the history was too short.</param>
/// <param name="Place">Where the observation fell; see <see cref="PitHistogram.Place"/>.</param>
public sealed record ScoredForecast(
    string Metric,
    DateOnly Origin,
    DateOnly Day,
    double Observed,
    double Median,
    Band Band,
    double Crps,
    double? LastValue,
    double? Drift,
    (double Low, double High) Place
)
{
    /// <summary>Whether the observation lay in the band.</summary>
    public bool IsCovered => Band.Covers(Observed);

    /// <summary>Scores simulated futures.</summary>
    /// <param name="futures">At least one, in any order.</param>
    /// <param name="history">Of the metric up to the origin, evenly spaced; may be empty.</param>
    /// <param name="steps">From the origin to the day, in the spacing of the history.</param>
    /// <param name="share">Of futures within the band.</param>
    public static ScoredForecast Of(
        (string Metric, DateOnly Origin, DateOnly Day) about,
        double observed,
        ReadOnlySpan<double> futures,
        ReadOnlySpan<double> history,
        int steps,
        double share = 0.9
    )
    {
        double[] sorted = futures.ToArray();
        Array.Sort(sorted);
        double side = (1 - share) / 2;
        return new(
            about.Metric,
            about.Origin,
            about.Day,
            observed,
            Metrics.Quantile.OfSorted(sorted, 0.5),
            new Band(Metrics.Quantile.OfSorted(sorted, side), Metrics.Quantile.OfSorted(sorted, 1 - side), share),
            Scores.Crps.OfEnsemble(sorted, observed),
            history.Length < 2 ? null : Baseline.LastValue(history, steps).Crps(observed),
            history.Length < 3 ? null : Baseline.Drift(history, steps).Crps(observed),
            PitHistogram.Place(sorted, observed)
        );
    }
}
