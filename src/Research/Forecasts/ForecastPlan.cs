using System.Globalization;
using Souk.Simulation.Backtests;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Calibration;
using Souk.Simulation.Designs;
using Souk.Simulation.Engine;
using Souk.Simulation.Experiments;
using Souk.Simulation.Metrics;
using Souk.Simulation.Uncertainties;

namespace Souk.Research.Forecasts;

/// <summary>A forecast that is to be made: a scenario, what was observed of it, and what is to be said of which days.</summary>
/// <param name="Observed">Days count from the scenario's start.</param>
/// <param name="DataHash">SHA-256 of the observations: of their file, or of the data of the warehouse.</param>
/// <param name="Series">By metric, the series `SYSTEM/SERIES` that it forecasts.</param>
/// <param name="AheadDays">Days after the last observation, rising.</param>
/// <param name="Fitting">How targets are thinned, how many points and futures there are, and how metrics are anchored.</param>
/// <param name="Seed">Of the fit; the futures have the next one.</param>
/// <param name="Runs">Of each point that the fit tries.</param>
public sealed record ForecastPlan(
    string Name,
    Blueprint Blueprint,
    IReadOnlyList<Variation> Variations,
    IReadOnlyList<MomentTarget> Observed,
    string DataHash,
    IReadOnlyList<(string Metric, string Series)> Series,
    IReadOnlyList<int> AheadDays,
    BacktestPlan Fitting,
    uint Seed,
    int Runs,
    bool IsSelfTest,
    IReadOnlyList<string> Assumptions
)
{
    /// <summary>Fits, runs and says.</summary>
    /// <param name="now">UTC.</param>
    /// <exception cref="ForecastException">A metric that the scenario does not have, or that was not observed on the last day.</exception>
    /// <exception cref="ArgumentException">Too few targets.</exception>
    public PublishedForecast Make(DateTime now, int threads = 0, CancellationToken cancellation = default)
    {
        int origin = Observed.Max(target => target.Day);
        MomentFit fit = Backtest.Fit(
            Blueprint,
            Variations,
            Observed,
            origin,
            Fitting,
            Seed,
            Runs,
            threads,
            cancellation
        );
        Blueprint fitted = Backtest.Fitted(Blueprint, Variations, fit) with
        {
            HorizonDays = origin + AheadDays[^1] + 1,
        };
        BlueprintResult futures = BlueprintEnsemble.Run(
            fitted,
            unchecked(Seed + 1),
            Fitting.Futures,
            threads,
            cancellation: cancellation
        );
        cancellation.ThrowIfCancellationRequested();
        return new(
            Name,
            Blueprint.Title,
            // To the second: what a file cannot say, a hash should not hold.
            new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc),
            EngineVersion.Current,
            futures.ScenarioHash,
            futures.Seed,
            futures.Runs,
            DataHash,
            Blueprint.Start.AddDays(origin),
            IsSelfTest,
            [
                .. Assumptions,
                .. fit.Parameters.Select(Describe),
                Misfit(fit),
                AssumedInputs.SentenceOf(fitted),
                .. Models(fitted, origin, threads, cancellation),
            ],
            [.. Series.SelectMany(series => AheadDays.Select(ahead => Band(series, origin, ahead, futures)))]
        );
    }

    // Bands are of one model; what others would say of the last day stands among the assumptions.
    private IEnumerable<string> Models(Blueprint fitted, int origin, int threads, CancellationToken cancellation)
    {
        if (ModelVariants.Objection(fitted) is { } objection)
        {
            yield return $"One model. {objection}";
            yield break;
        }

        List<BlueprintResult> played = [];
        foreach (ModelVariant model in ModelVariants.Of(fitted))
        {
            played.Add(
                BlueprintEnsemble.Run(
                    model.Blueprint,
                    unchecked(Seed + 1),
                    Fitting.Futures,
                    threads,
                    cancellation: cancellation
                )
            );
            cancellation.ThrowIfCancellationRequested();
        }

        foreach ((string Metric, string Series) series in Series)
        {
            PublishedBand[] bands = [.. played.Select(futures => Band(series, origin, AheadDays[^1], futures))];
            double low = bands.Min(band => Quantile.OfSorted([.. band.Futures], 0.05));
            double high = bands.Max(band => Quantile.OfSorted([.. band.Futures], 0.95));
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Bands are of one model. Under {played.Count} (three expectation modes, two price models) {series.Series} is between {low:G6} and {high:G6} {bands[0].Unit} on {bands[0].Day:yyyy-MM-dd}: the union of their bands."
            );
        }
    }

    private PublishedBand Band((string Metric, string Series) series, int origin, int ahead, BlueprintResult futures)
    {
        MetricSeries simulated =
            futures.Metrics.FirstOrDefault(candidate => candidate.Spec.Key == series.Metric)
            ?? throw new ForecastException($"'{series.Metric}' is no metric of the scenario.");
        double known = Known(series.Metric, origin);
        double[] Values(int day) => [.. Enumerable.Range(0, simulated.Runs).Select(run => simulated[run, day])];
        double[] values = Backtest.Anchored(
            Fitting.AnchorOf(series.Metric),
            known,
            Values(origin),
            Values(origin + ahead)
        );
        Array.Sort(values);
        return new(
            series.Series,
            series.Metric,
            simulated.Spec.Unit,
            Blueprint.Start.AddDays(origin),
            Blueprint.Start.AddDays(origin + ahead),
            values
        );
    }

    private double Known(string metric, int origin)
    {
        foreach (MomentTarget target in Observed)
        {
            if (target.Metric == metric && target.Day == origin)
            {
                return target.Value;
            }
        }

        return Fitting.AnchorOf(metric) == Anchor.None
            ? 0
            : throw new ForecastException(
                $"{metric} was not observed on {Blueprint.Start.AddDays(origin):yyyy-MM-dd}, the last day: forecast it as it is, or give its value."
            );
    }

    private static string Describe(FittedParameter fitted) =>
        fitted.IsIdentified
            ? $"{fitted.Path} = {fitted.Value}, fitted; futures draw it from its 95 % interval."
            : $"{fitted.Path} is not identified by the observations: futures draw it from all of its range that fits.";

    private static string Misfit(MomentFit fit) =>
        fit.IsMisfit
            ? "MISFIT: no point of the ranges makes the scenario look like the observations."
            : "The observations are within the scenario's own scatter.";
}
