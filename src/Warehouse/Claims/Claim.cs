namespace Souk.Warehouse.Claims;

/// <summary>A public statement and what would show it.</summary>
/// <param name="Interest">promoter, holder or independent.</param>
/// <param name="Value">The figure, in <paramref name="Unit"/>; null where the statement has none.</param>
/// <param name="Stated">The verdict where no metric decides.</param>
public sealed record Claim(
    string System,
    string Name,
    string Statement,
    string? Date,
    string Speaker,
    string Interest,
    string? Relation,
    decimal? Value,
    string? Unit,
    string Stated,
    string Why,
    string Source
)
{
    /// <summary>Key of the metric that would show it; null where none bears on it.</summary>
    public string? Metric => Measure?.Metric;

    internal ClaimMeasure? Measure { get; init; }
}

/// <summary>How a metric shows a claim's figure.</summary>
/// <param name="Row">Column and value that a row must have; null for all rows.</param>
/// <param name="Take">Which of the rows' numbers counts, or how many there are.</param>
/// <param name="Since">From when the claim counts; null for ever.</param>
/// <param name="Until">The day as of which the metric is asked.</param>
/// <param name="Decimals">The metric's number is divided by ten to this power.</param>
/// <param name="Sight">How much of what the claim speaks of the metric sees.</param>
internal sealed record ClaimMeasure(
    string Metric,
    string Column,
    string? Beside,
    (string Column, string Value)? Row,
    string Take,
    int Decimals,
    DateOnly? Since,
    DateOnly? Until,
    ClaimSight Sight
);

/// <summary>How much of what a claim speaks of a metric sees.</summary>
internal enum ClaimSight
{
    Whole,
    Part,

    /// <summary>Another thing that goes with it, such as what was reported of it: no number of that decides.</summary>
    Proxy,
}

/// <summary>A claim beside what the warehouse shows.</summary>
/// <param name="Measured">In the claim's unit; null where the metric has no number.</param>
/// <param name="Beside">Another number that puts the first into proportion, such as who ever contributed.</param>
/// <param name="IsComputed">Whether a metric has a number. The verdict is the file's without one, and of a proxy, which decides nothing.</param>
/// <param name="Reason">In words.</param>
public sealed record CheckedClaim(
    Claim Claim,
    string Verdict,
    decimal? Measured,
    (string Column, decimal Value)? Beside,
    bool IsComputed,
    string Reason
);
