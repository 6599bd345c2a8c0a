namespace Souk.Research.Responses;

/// <summary>One outcome of many units by day, and what happened to them: from the warehouse or from simulated paths.
/// </summary>
/// <remarks>A unit is whatever can be treated alone: a party, a market, a replicate.</remarks>
public sealed record ResponsePanel
{
    // By unit and day: how many events there were before that day.
    private readonly int[][] _eventsBefore;

    /// <param name="outcomes">By unit, then by day; all equally long.</param>
    /// <param name="events">What the units might have responded to.</param>
    /// <exception cref="ArgumentException">Units differ in length, a value is not finite, or an event is outside.
    /// </exception>
    public ResponsePanel(IReadOnlyList<double[]> outcomes, IReadOnlyList<ResponseEvent> events)
    {
        Days = outcomes.Count == 0 ? 0 : outcomes[0].Length;
        for (int unit = 0; unit < outcomes.Count; unit++)
        {
            if (outcomes[unit].Length != Days)
            {
                throw new ArgumentException(
                    $"Unit {unit} has {outcomes[unit].Length} days, unit 0 has {Days}.",
                    nameof(outcomes)
                );
            }

            if (Array.FindIndex(outcomes[unit], value => !double.IsFinite(value)) is >= 0 and int day)
            {
                throw new ArgumentException(
                    $"Unit {unit} has {outcomes[unit][day]} on day {day}; outcomes are finite.",
                    nameof(outcomes)
                );
            }
        }

        foreach (ResponseEvent found in events)
        {
            if (found.Unit < 0 || found.Unit >= outcomes.Count || found.Day < 0 || found.Day >= Days)
            {
                throw new ArgumentException(
                    $"An event of unit {found.Unit} on day {found.Day}, where there are {outcomes.Count} units and {Days} days.",
                    nameof(events)
                );
            }
        }

        Outcomes = outcomes;
        Events = events;
        _eventsBefore = EventsBefore();
    }

    public IReadOnlyList<double[]> Outcomes { get; }

    public IReadOnlyList<ResponseEvent> Events { get; }

    public int Days { get; }

    /// <summary>Whether anything happened to a unit between two days, both included.</summary>
    internal bool IsTreated(int unit, int from, int to) =>
        _eventsBefore[unit][Math.Clamp(to + 1, 0, Days)] > _eventsBefore[unit][Math.Clamp(from, 0, Days)];

    private int[][] EventsBefore()
    {
        int[][] before = [.. Outcomes.Select(_ => new int[Days + 1])];
        foreach (ResponseEvent found in Events)
        {
            before[found.Unit][found.Day + 1]++;
        }

        foreach (int[] unit in before)
        {
            for (int day = 1; day <= Days; day++)
            {
                unit[day] += unit[day - 1];
            }
        }

        return before;
    }

    /// <summary>A unit's mean from one day up to but without another.</summary>
    internal double Mean(int unit, int from, int to)
    {
        double sum = 0;
        for (int day = from; day < to; day++)
        {
            sum += Outcomes[unit][day];
        }

        return sum / (to - from);
    }
}

/// <summary>Something that happened to one unit, such as a reward. Days count from 0.</summary>
public readonly record struct ResponseEvent(int Unit, int Day);
