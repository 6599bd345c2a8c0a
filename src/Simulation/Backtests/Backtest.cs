using Souk.Simulation.Blueprints;
using Souk.Simulation.Calibration;
using Souk.Simulation.Designs;
using Souk.Simulation.Experiments;
using Souk.Simulation.Scores;
using Souk.Simulation.Studies;

namespace Souk.Simulation.Backtests;

/// <summary>Fits a scenario to what was known by a day, runs it on, scores what it said by what came, and moves the day.</summary>
/// <remarks>
/// Rolling-origin evaluation (Tashman, Int. J. Forecasting 16, 2000). A fit sees targets up to its origin and nothing later. Its
/// futures draw each fitted parameter anew from the fit's 95 % interval (triangular, with the fitted value as its mode; uniform over
/// the range where the targets do not tell it), so that bands hold what the fit does not know. Fits and futures have seeds of
/// their own. A pure function of scenario, observations, plan, seed and runs, whatever the threads.
/// </remarks>
public sealed class Backtest
{
    private readonly Blueprint _blueprint;
    private readonly IReadOnlyList<Variation> _variations;
    private readonly IReadOnlyList<MomentTarget> _observed;
    private readonly BacktestPlan _plan;
    private readonly Dictionary<string, ObservedSeries> _series;
    private readonly IReadOnlyList<int> _origins;

    /// <param name="observed">What was seen, before and after the origins.</param>
    /// <exception cref="ArgumentException">Nothing can be scored, or there is too much.</exception>
    public Backtest(
        Blueprint blueprint,
        IReadOnlyList<Variation> variations,
        IReadOnlyList<MomentTarget> observed,
        BacktestPlan plan
    )
    {
        (_blueprint, _variations, _observed, _plan) = (blueprint, variations, observed, plan);
        _origins = plan.Origins(observed);
        _series = observed
            .Where(target => plan.Metrics.Contains(target.Metric))
            .GroupBy(target => target.Metric)
            .ToDictionary(group => group.Key, group => new ObservedSeries(group));
    }

    /// <param name="seed">Of the fits; the futures have the next one.</param>
    /// <param name="runs">Of each point that a fit tries.</param>
    /// <param name="threads">Never changes the result; 0 for one per core.</param>
    /// <param name="progress">Told the share of origins that is done.</param>
    /// <exception cref="ArgumentException">A metric that the scenario does not have, or too few targets at the first origin.</exception>
    /// <exception cref="Scenarios.ScenarioException">A variation does not fit the scenario.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<BacktestOrigin> Run(
        uint seed,
        int runs,
        int threads = 0,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default
    )
    {
        List<BacktestOrigin> done = [];
        foreach (int origin in _origins)
        {
            MomentFit fit = Fit(_blueprint, _variations, _observed, origin, _plan, seed, runs, threads, cancellation);
            Blueprint fitted = Fitted(_blueprint, _variations, fit) with { HorizonDays = origin + _plan.AheadDays + 1 };
            BlueprintResult futures = BlueprintEnsemble.Run(
                fitted,
                unchecked(seed + 1),
                _plan.Futures,
                threads,
                cancellation: cancellation
            );
            cancellation.ThrowIfCancellationRequested();
            done.Add(
                new(
                    origin,
                    fit,
                    futures.ScenarioHash,
                    [.. _plan.Metrics.Select(metric => Score(metric, origin, futures)).OfType<ScoredForecast>()]
                )
            );
            progress?.Report((double)done.Count / _origins.Count);
        }

        return done;
    }

    /// <summary>Fits a scenario to what was observed up to a day.</summary>
    /// <param name="origin">The last day that is known, from the scenario's start.</param>
    /// <param name="plan">How targets are thinned, and how many points are tried.</param>
    /// <exception cref="ArgumentException">A metric that the scenario does not have, or too few targets.</exception>
    public static MomentFit Fit(
        Blueprint blueprint,
        IReadOnlyList<Variation> variations,
        IReadOnlyList<MomentTarget> observed,
        int origin,
        BacktestPlan plan,
        uint seed,
        int runs,
        int threads = 0,
        CancellationToken cancellation = default
    )
    {
        Blueprint known = blueprint with { HorizonDays = origin + 1 };
        PointEvaluator evaluator = new(known, variations, seed, runs, threads, plan.Player);
        MomentTarget[] targets =
        [
            .. observed.Where(target =>
                target.Day >= 0
                && target.Day <= origin
                && (origin - target.Day) % plan.ThinDays == 0
                && (plan.FittedMetrics.Count == 0 || plan.FittedMetrics.Contains(target.Metric))
            ),
        ];
        return new MomentCalibration(evaluator, targets, plan.Space).Fit(
            plan.Evaluations,
            progress: null,
            cancellation
        );
    }

    /// <summary>A scenario with what was fitted, as uncertain as the fit left it.</summary>
    public static Blueprint Fitted(Blueprint blueprint, IReadOnlyList<Variation> variations, MomentFit fit)
    {
        for (int i = 0; i < variations.Count; i++)
        {
            blueprint = blueprint.With(variations[i].Path, Spread(variations[i], fit.Parameters[i]));
        }

        return blueprint;
    }

    /// <summary>Runs as futures of what was observed on a day.</summary>
    /// <param name="known">Observed at the origin.</param>
    /// <param name="here">Of each run at the origin.</param>
    /// <param name="ahead">Of each run on the day that is forecast.</param>
    public static double[] Anchored(
        Anchor anchor,
        double known,
        IReadOnlyList<double> here,
        IReadOnlyList<double> ahead
    ) =>
        [
            .. ahead.Select(
                (value, run) =>
                    anchor switch
                    {
                        Anchor.Growth when here[run] > 0 => known * (value / here[run]),
                        Anchor.None => value,
                        _ => known + (value - here[run]),
                    }
            ),
        ];

    private ScoredForecast? Score(string metric, int origin, BlueprintResult futures)
    {
        MetricSeries simulated =
            futures.Metrics.FirstOrDefault(series => series.Spec.Key == metric)
            ?? throw new ArgumentException($"'{metric}' is no metric of the scenario.");
        int day = origin + _plan.AheadDays;
        if (
            !_series.TryGetValue(metric, out ObservedSeries? observed)
            || observed.At(origin) is not { } known
            || observed.At(day) is not { } came
        )
        {
            return null;
        }

        double[] Values(int at) => [.. Enumerable.Range(0, simulated.Runs).Select(run => simulated[run, at])];
        bool isEven = _plan.AheadDays % observed.Spacing == 0;
        return ScoredForecast.Of(
            (metric, _blueprint.Start.AddDays(origin), _blueprint.Start.AddDays(day)),
            came,
            Anchored(_plan.AnchorOf(metric), known, Values(origin), Values(day)),
            isEven ? observed.Until(origin) : [],
            Math.Max(1, _plan.AheadDays / observed.Spacing),
            _plan.Share
        );
    }

    private static string Spread(Variation variation, FittedParameter fitted)
    {
        if (!variation.IsContinuous)
        {
            return fitted.Value;
        }

        string low = variation.At(fitted.Low);
        string high = variation.At(fitted.High);
        return low == high || low == fitted.Value || high == fitted.Value ? OneSided(fitted.Value, low, high)
            : fitted.IsIdentified ? $"triangular({low}; {fitted.Value}; {high})"
            : $"uniform({low}; {high})";
    }

    // At an end of the range there is no room for a mode within.
    private static string OneSided(string value, string low, string high) =>
        low == high ? value : $"uniform({low}; {high})";
}
