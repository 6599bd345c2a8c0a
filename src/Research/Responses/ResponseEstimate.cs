namespace Souk.Research.Responses;

/// <summary>What the data say about a response.</summary>
public enum ResponseVerdict
{
    /// <summary>Nothing can be said: too few clean events, no controls, or no dates for placebos.</summary>
    TooFewEvents,

    /// <summary>The interval holds 0, or placebo dates move as much.</summary>
    NoneSeen,

    /// <summary>The interval leaves 0 out, and at most 1 − level of the placebo sets move as much.</summary>
    Seen,
}

/// <summary>A response with everything that speaks for or against it.</summary>
/// <param name="Reason">In words, why the verdict is what it is.</param>
/// <param name="Events">Clean events: nothing else happened to the unit within the window.</param>
/// <param name="EventDays">Days on which they happened: events of one day are one cluster.</param>
/// <param name="EventsDropped">Events that others overlap, or whose window leaves the panel.</param>
/// <param name="Change">Mean outcome after less before, without controls: the event study's answer.</param>
/// <param name="Effect">The change less that of the controls: difference in differences. Null when there are too few.
/// </param>
/// <param name="Low">Lower end of the effect's interval, by resampling days of events.</param>
/// <param name="High">Its upper end.</param>
/// <param name="PlaceboShare">Part of the placebo sets that moved at least as much, the effect itself counted as one.
/// </param>
/// <param name="ByLag">Mean difference from the days before, less the controls', for each day after the event.</param>
public sealed record ResponseEstimate(
    ResponseVerdict Verdict,
    string Reason,
    int Events,
    int EventDays,
    int EventsDropped,
    double? Change,
    double? Effect,
    double? Low,
    double? High,
    double? PlaceboShare,
    IReadOnlyList<double> ByLag
)
{
    internal static ResponseEstimate TooFew(string reason, int events, int days, int dropped) =>
        new(ResponseVerdict.TooFewEvents, reason, events, days, dropped, null, null, null, null, null, []);
}
