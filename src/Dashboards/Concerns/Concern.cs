namespace Souk.Dashboards.Concerns;

/// <summary>How much a reader should worry.</summary>
public enum Severity
{
    Calm,
    Watch,
    Alarm,
}

/// <summary>One thing that could go wrong, in plain words with its numbers.</summary>
/// <param name="MetricKey">The metric whose rows show it.</param>
public sealed record Concern(Severity Severity, string Title, string Sentence, string MetricKey);
