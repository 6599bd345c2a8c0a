namespace Souk.Research.Calibrations;

/// <summary>How a target is taken from a metric's rows.</summary>
public enum TargetTaking
{
    /// <summary>The value of the day.</summary>
    Value,

    /// <summary>The sum of all days from the scenario's start to the day, both included.</summary>
    RunningTotal,
}

/// <summary>A metric file over a window, as what a metric of a scenario is to look like.</summary>
/// <param name="Of">The scenario's metric.</param>
/// <param name="Metric">Key of the metric file.</param>
/// <param name="Market">The system that is asked for.</param>
/// <param name="Column">Of the metric's answer.</param>
/// <param name="Over">A column that the first is divided by; null for none.</param>
/// <param name="Decimals">Values are divided by ten to this power.</param>
/// <param name="From">First day, included.</param>
/// <param name="To">Last day, included.</param>
/// <param name="EveryDays">Days between two targets: neighbouring days tell little that is new.</param>
/// <param name="Where">What rows must say, by column.</param>
public sealed record WarehouseTarget(
    string Of,
    string Metric,
    string Market,
    string Column,
    string? Over,
    int Decimals,
    TargetTaking Taking,
    DateOnly From,
    DateOnly To,
    int EveryDays,
    IReadOnlyDictionary<string, string> Where
)
{
    public override string ToString() => $"{Metric}.{Column} of {Market} from {From:yyyy-MM-dd} to {To:yyyy-MM-dd}";
}
