using System.Globalization;
using System.Text;
using Souk.Research.Calibrations;
using Souk.Simulation.Backtests;
using Souk.Simulation.Scores;

namespace Souk.Cli.Ensembles;

/// <summary>How forecasts of one metric did.</summary>
/// <param name="CoverageInterval">Exact, 95 %.</param>
/// <param name="Verdict">`covers`, `does not cover`, `too wide` or `too few to tell`.</param>
/// <param name="PitP">How likely even places look at least as uneven.</param>
internal sealed record MetricScores(
    string Metric,
    int Forecasts,
    int Covered,
    double Coverage,
    double[] CoverageInterval,
    string Verdict,
    double Crps,
    double? SkillOverLastValue,
    double? SkillOverDrift,
    double IntervalScore,
    double[] Places,
    double PitP
);

/// <summary>One forecast beside what came.</summary>
internal sealed record ForecastRow(
    string Metric,
    DateOnly Origin,
    DateOnly Day,
    double P05,
    double P50,
    double P95,
    double Observed,
    bool Covered,
    double Crps
);

/// <summary>What `souk backtest` prints.</summary>
/// <param name="SelfTest">Why this says nothing of a market; null where it does.</param>
/// <param name="TargetHash">SHA-256 of the file of targets.</param>
/// <param name="DataHash">Of the warehouse's data; null where the file holds the observations.</param>
/// <param name="Keeps">Constraints that fitted points keep to; null where there is none.</param>
internal sealed record BacktestReport(
    string Scenario,
    string? SelfTest,
    string ScenarioHash,
    string TargetHash,
    string? DataHash,
    string? Data,
    IReadOnlyList<string>? Keeps,
    uint Seed,
    int RunsPerPoint,
    int Futures,
    string EngineVersion,
    int Origins,
    int Misfits,
    bool Overlaps,
    IReadOnlyList<MetricScores> Metrics,
    IReadOnlyList<ForecastRow> Rows
)
{
    /// <summary>Whether the bands of some metric hold less than they claim.</summary>
    public bool IsFlagged => Metrics.Any(metric => metric.Verdict == Words(CoverageVerdict.TooNarrow));

    public static BacktestReport Of(
        StudyRequest request,
        TargetSet targets,
        BacktestPlan plan,
        IReadOnlyList<BacktestOrigin> origins
    )
    {
        ScoredForecast[] scored = [.. origins.SelectMany(origin => origin.Forecasts)];
        return new(
            request.Blueprint.Title,
            CalibrationReport.SelfTestOf(targets),
            request.Blueprint.Hash,
            targets.Hash,
            targets.DataHash,
            targets.DataTitle,
            CalibrationReport.KeepsOf(request),
            request.Seed,
            request.Runs,
            plan.Futures,
            Simulation.Engine.EngineVersion.Current,
            origins.Count,
            origins.Count(origin => origin.Fit.IsMisfit),
            plan.EveryDays < plan.AheadDays,
            [.. scored.GroupBy(one => one.Metric).Select(group => Scores(new Scoreboard([.. group])))],
            [
                .. scored.Select(one => new ForecastRow(
                    one.Metric,
                    one.Origin,
                    one.Day,
                    one.Band.Low,
                    one.Median,
                    one.Band.High,
                    one.Observed,
                    one.IsCovered,
                    one.Crps
                )),
            ]
        );
    }

    public static string Words(CoverageVerdict verdict) =>
        verdict switch
        {
            CoverageVerdict.Covers => "covers",
            CoverageVerdict.TooNarrow => "does not cover",
            CoverageVerdict.TooWide => "too wide",
            _ => "too few to tell",
        };

    public string Text()
    {
        StringBuilder text = new();
        Add(text, $"{Scenario}: {Origins} origins, {Rows.Count} forecasts scored");
        if (SelfTest is not null)
        {
            Add(text, $"{SelfTest}");
        }

        Add(text, $"scenario {ScenarioHash}");
        Add(text, $"targets {TargetHash}");
        if (DataHash is not null)
        {
            Add(text, $"data {DataHash} ({Data})");
        }

        foreach (string constraint in Keeps ?? [])
        {
            Add(text, $"fits keep to {constraint}; futures draw each parameter by itself");
        }

        Add(text, $"seed {Seed}, engine {EngineVersion}, {RunsPerPoint} runs per point, {Futures} futures");
        foreach (MetricScores one in Metrics)
        {
            Add(text, $"");
            Add(
                text,
                $"{one.Metric}: {one.Covered} of {one.Forecasts} within the 90 % band ({one.Coverage:P1}; exact 95 % interval {one.CoverageInterval[0]:P1} to {one.CoverageInterval[1]:P1}): {one.Verdict.ToUpperInvariant()}"
            );
            Add(
                text,
                $"  CRPS {one.Crps:G4}; skill {one.SkillOverLastValue:P1} over the last value, {one.SkillOverDrift:P1} over drift; interval score {one.IntervalScore:G4}"
            );
            Add(text, $"  places by tenths {string.Join(' ', one.Places.Select(Tenth))} (p = {one.PitP:0.000})");
        }

        Add(text, $"");
        Add(
            text,
            $"{"metric", -24} {"known until", -12} {"day", -12} {"p05", 12} {"p50", 12} {"p95", 12} {"came", 12}"
        );
        foreach (ForecastRow row in Rows)
        {
            string miss = row.Covered ? "" : "  missed";
            Add(
                text,
                $"{row.Metric, -24} {row.Origin, -12:yyyy-MM-dd} {row.Day, -12:yyyy-MM-dd} {row.P05, 12:G5} {row.P50, 12:G5} {row.P95, 12:G5} {row.Observed, 12:G5}{miss}"
            );
        }

        Add(text, $"");
        Add(text, $"{Closing}");
        return text.ToString().TrimEnd();
    }

    private string Closing =>
        (IsFlagged ? "DOES NOT COVER: bands hold less than they claim. Do not publish them. " : "")
        + (Overlaps ? "Forecasts overlap, so that they count for less than their number. " : "")
        + (
            Misfits > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{Misfits} of {Origins} fits are misfits.")
                : "No fit is a misfit."
        );

    private static MetricScores Scores(Scoreboard board) =>
        new(
            board.Forecasts[0].Metric,
            board.Forecasts.Count,
            board.Covered,
            board.Coverage,
            [board.Interval.Low, board.Interval.High],
            Words(board.Verdict),
            board.Crps,
            board.SkillOverLastValue,
            board.SkillOverDrift,
            board.IntervalScore,
            [.. board.Pit.Bins],
            board.Pit.PValue
        );

    private static string Tenth(double bin) => bin.ToString("0.0", CultureInfo.InvariantCulture);

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
