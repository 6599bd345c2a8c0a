namespace Souk.Research.Responses;

/// <summary>How a response is looked for.</summary>
public sealed record ResponseDesign
{
    /// <summary>Resamples for an interval, wherever one is asked for: the same question has the same interval everywhere.</summary>
    public const int ResamplesUsual = 999;

    /// <summary>Days before an event that it is compared with.</summary>
    public int DaysBefore { get; init; } = 14;

    /// <summary>Days of the response, the event's own included.</summary>
    public int DaysAfter { get; init; } = 14;

    /// <summary>Days with clean events below which the answer is "too few events".</summary>
    public int EventDaysMin { get; init; } = 8;

    /// <summary>Resamples for the interval.</summary>
    public int Resamples { get; init; } = ResamplesUsual;

    /// <summary>Sets of placebo dates that the effect is compared with.</summary>
    public int Placebos { get; init; } = 199;

    /// <summary>Share of intervals that shall hold the truth.</summary>
    public double Level { get; init; } = 0.95;

    public uint Seed { get; init; } = 1;
}
