namespace Souk.Simulation.Scores;

/// <summary>Whether bands hold what they say they hold.</summary>
public enum CoverageVerdict
{
    /// <summary>Too few were scored to say so.</summary>
    TooFew,

    /// <summary>What was seen fits the share that the bands claim.</summary>
    Covers,

    /// <summary>They hold less than they claim: they do not cover.</summary>
    TooNarrow,

    /// <summary>They hold more than they claim.</summary>
    TooWide,
}

/// <summary>Many forecasts of one metric beside what came.</summary>
/// <remarks>The interval of the coverage takes forecasts as independent: those whose days overlap are less, and the interval is
/// then too narrow.</remarks>
public sealed class Scoreboard
{
    /// <summary>With fewer nothing good is said: an exact interval of all of 19 hits still begins at 0.82.</summary>
    public const int FewestToJudge = 20;

    /// <param name="forecasts">At least one; bands of one share.</param>
    public Scoreboard(IReadOnlyList<ScoredForecast> forecasts)
    {
        ArgumentOutOfRangeException.ThrowIfZero(forecasts.Count, nameof(forecasts));
        Forecasts = forecasts;
        Share = forecasts[0].Band.Share;
        Covered = forecasts.Count(forecast => forecast.IsCovered);
        Interval = BinomialInterval.Of(Covered, forecasts.Count);
        foreach (ScoredForecast forecast in forecasts)
        {
            Pit.Add(forecast.Place);
        }
    }

    public IReadOnlyList<ScoredForecast> Forecasts { get; }

    /// <summary>That the bands claim to hold.</summary>
    public double Share { get; }

    /// <summary>Observations within their bands.</summary>
    public int Covered { get; }

    public double Coverage => (double)Covered / Forecasts.Count;

    /// <summary>The exact 95 % interval of the coverage.</summary>
    public BinomialInterval Interval { get; }

    public PitHistogram Pit { get; } = new();

    public double Crps => Forecasts.Average(forecast => forecast.Crps);

    /// <summary>Mean of <see cref="Band.Score"/>.</summary>
    public double IntervalScore => Forecasts.Average(forecast => forecast.Band.Score(forecast.Observed));

    /// <summary>1 for a perfect forecast, 0 for one as good as that the last value stays, below 0 for a worse one.</summary>
    public double? SkillOverLastValue => Skill(forecast => forecast.LastValue);

    /// <summary>The same over a straight line through first and last value.</summary>
    public double? SkillOverDrift => Skill(forecast => forecast.Drift);

    public CoverageVerdict Verdict =>
        Interval.High < Share ? CoverageVerdict.TooNarrow
        : Forecasts.Count < FewestToJudge ? CoverageVerdict.TooFew
        : Interval.Low > Share ? CoverageVerdict.TooWide
        : CoverageVerdict.Covers;

    /// <summary>1 − mean CRPS over the mean CRPS of a baseline, over those forecasts that have one.</summary>
    private double? Skill(Func<ScoredForecast, double?> baseline)
    {
        ScoredForecast[] both = [.. Forecasts.Where(forecast => baseline(forecast) is not null)];
        double theirs = both.Sum(forecast => baseline(forecast)!.Value);
        return theirs > 0 ? 1 - (both.Sum(forecast => forecast.Crps) / theirs) : null;
    }
}
