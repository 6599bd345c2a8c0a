using Souk.Dashboards.Answers;
using Souk.Dashboards.Scenarios;

namespace Souk.Dashboards.Plans;

/// <summary>A design beside the market that came of it: month by month, and bucket by bucket.</summary>
/// <param name="Start">The design's first day, on chain.</param>
/// <param name="Last">The last compared day.</param>
public sealed record PlanComparison(
    Design Design,
    MarketSummary Market,
    DateOnly Start,
    DateOnly Last,
    int Runs,
    string Digest,
    IReadOnlyList<PlanSeries> Series,
    IReadOnlyList<PlanBucket> Buckets
)
{
    /// <summary>Every month in which a number left its band, the latest first.</summary>
    public IEnumerable<string> Alerts =>
        Series
            .SelectMany(series => series.Outside.Select(month => (month.Last, Text: series.AlertOf(month))))
            .OrderByDescending(alert => alert.Last)
            .Select(alert => alert.Text);

    public IEnumerable<(string Name, string Text)> About =>
        [
            ("scenario", Design.Name),
            ("scenario hash", Design.Changed.Hash),
            ("seed", $"{Design.Seed}"),
            ("runs", $"{Runs}"),
            ("results", Digest),
            ("first day of the design", $"{Start:yyyy-MM-dd}"),
            ("market", $"{Market.System}: {Market.Title}"),
            Market.AsOfLine,
        ];
}

/// <summary>A design cannot be compared; the message says why, and what would help.</summary>
public sealed class PlanException(string message) : Exception(message);
