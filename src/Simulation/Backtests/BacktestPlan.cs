using Souk.Simulation.Calibration;
using Souk.Simulation.Designs;
using Souk.Simulation.Studies;

namespace Souk.Simulation.Backtests;

/// <summary>How simulated futures are tied to what was known.</summary>
public enum Anchor
{
    /// <summary>A run's growth from the last known day on, applied to what was then observed: the run's level does not matter.
    /// Needs values above zero.</summary>
    Growth,

    /// <summary>A run's change from the last known day on, added to what was then observed.</summary>
    Change,

    /// <summary>The runs as they are: for what does not depend on where it was.</summary>
    None,
}

/// <summary>When forecasts are made, and how.</summary>
public sealed record BacktestPlan
{
    /// <summary>The most forecasts of a backtest, over all metrics.</summary>
    public const int ForecastsMax = 10_000;

    /// <summary>The first day up to which is fitted, from the scenario's start.</summary>
    public required int FirstDay { get; init; }

    /// <summary>Days from one origin to the next. Below <see cref="AheadDays"/> the forecasts overlap and are not independent.</summary>
    public required int EveryDays { get; init; }

    /// <summary>Days from an origin to the day that is forecast.</summary>
    public required int AheadDays { get; init; }

    /// <summary>The metrics that are forecast.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>The metrics that are fitted to; empty for all that were observed. Levels that wander say little of any parameter.</summary>
    public IReadOnlyList<string> FittedMetrics { get; init; } = [];

    /// <summary>Targets are thinned to one in so many days, counted back from the origin: neighbours say the same.</summary>
    public int ThinDays { get; init; } = 7;

    /// <summary>How each metric is tied to what was known; <see cref="Anchor.Growth"/> for those that are not in it.</summary>
    public IReadOnlyDictionary<string, Anchor> Anchors { get; init; } = new Dictionary<string, Anchor>();

    /// <summary>Points that a fit may try.</summary>
    public int Evaluations { get; init; } = 60;

    /// <summary>Simulated futures of each forecast.</summary>
    public int Futures { get; init; } = 200;

    /// <summary>Of futures within the band.</summary>
    public double Share { get; init; } = 0.9;

    /// <summary>What fitted points keep to; null for all of the ranges. Futures draw each parameter by itself, so that some of them
    /// may lie outside.</summary>
    public ConstrainedSpace? Space { get; init; }

    /// <summary>Who plays the points that a fit tries; null for this process. Futures are played here.</summary>
    public PointPlayer? Player { get; init; }

    public Anchor AnchorOf(string metric) => Anchors.GetValueOrDefault(metric, Anchor.Growth);

    /// <summary>Days up to which is fitted, given what was observed: each has a day ahead that can be scored.</summary>
    /// <exception cref="ArgumentException">There is none, or there are too many; says what the observations reach.</exception>
    public IReadOnlyList<int> Origins(IReadOnlyList<MomentTarget> observed)
    {
        int last = observed
            .Where(target => Metrics.Contains(target.Metric))
            .Select(target => target.Day)
            .DefaultIfEmpty(-1)
            .Max();
        int count = last - AheadDays < FirstDay ? 0 : ((last - AheadDays - FirstDay) / EveryDays) + 1;
        if (count == 0)
        {
            throw new ArgumentException(
                $"Observations of {string.Join(", ", Metrics)} reach day {last}: {AheadDays} days after day {FirstDay} nothing can be scored.",
                nameof(observed)
            );
        }

        return count * Metrics.Count <= ForecastsMax
            ? [.. Enumerable.Range(0, count).Select(i => FirstDay + (i * EveryDays))]
            : throw new ArgumentException($"{count * Metrics.Count:N0} forecasts are more than {ForecastsMax:N0}.");
    }
}
