using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Concerns;

/// <summary>How much a reader should worry.</summary>
public enum Severity
{
    Calm,
    Watch,
    Alarm,
}

/// <summary>What a severity says to a reader.</summary>
public static class Severities
{
    public static string Text(this Severity severity) =>
        severity switch
        {
            Severity.Calm => PageWords.Plain("concerns.calm"),
            Severity.Watch => PageWords.Plain("concerns.watch"),
            _ => PageWords.Plain("concerns.alarm"),
        };
}

/// <summary>One thing that could go wrong, in plain words with its numbers.</summary>
/// <param name="MetricKey">The metric whose rows show it.</param>
public sealed record Concern(Severity Severity, string Title, string Sentence, string MetricKey);
