namespace Souk.Research.Responses;

/// <summary>The days around events, and what the outcome did in them.</summary>
internal sealed class Windows(ResponsePanel panel, ResponseDesign design)
{
    private readonly Dictionary<int, List<int>> _controls = [];
    private readonly Dictionary<int, double> _controlChanges = [];
    private readonly Dictionary<(int Day, int Lag), double> _controlAways = [];

    public ResponseDesign Design => design;

    /// <summary>Whether the window lies in the panel and nothing else that is felt in it happened to the unit.</summary>
    public bool IsClean(ResponseEvent found) =>
        IsInside(found.Day)
        && !panel.IsTreated(found.Unit, FirstFelt(found.Day), found.Day - 1)
        && !panel.IsTreated(found.Unit, found.Day + 1, found.Day + design.DaysAfter - 1);

    /// <summary>Units to which nothing happened that is felt in the window of an event on a day.</summary>
    public List<int> ControlsOf(int day)
    {
        if (!_controls.TryGetValue(day, out List<int>? units))
        {
            units =
            [
                .. Enumerable
                    .Range(0, panel.Outcomes.Count)
                    .Where(unit => !panel.IsTreated(unit, FirstFelt(day), day + design.DaysAfter - 1)),
            ];
            _controls.Add(day, units);
        }

        return units;
    }

    /// <summary>Days on which an event of the unit could have been, where none was near and others can be compared.</summary>
    public IEnumerable<int> PlaceboDays(int unit) =>
        Enumerable
            .Range(0, panel.Days)
            .Where(day =>
                IsInside(day)
                && !panel.IsTreated(unit, FirstFelt(day), day + design.DaysAfter - 1)
                && ControlsOf(day).Exists(other => other != unit)
            );

    public double ChangeOf(ResponseEvent found) => Change(found.Unit, found.Day);

    public double EffectOf(ResponseEvent found)
    {
        double own = Change(found.Unit, found.Day);
        List<int> controls = ControlsOf(found.Day);
        if (!_controlChanges.TryGetValue(found.Day, out double sum))
        {
            sum = controls.Sum(unit => Change(unit, found.Day));
            _controlChanges.Add(found.Day, sum);
        }

        // Controls are in the order of units; nobody is compared with itself.
        return controls.BinarySearch(found.Unit) < 0
            ? own - (sum / controls.Count)
            : own - ((sum - own) / (controls.Count - 1));
    }

    /// <summary>The effect on one day around a clean event; 0 is the event's own.</summary>
    public double LagOf(ResponseEvent found, int lag)
    {
        // A treated unit is not among the controls of its day, so they are the same for all events of the day.
        if (!_controlAways.TryGetValue((found.Day, lag), out double others))
        {
            others = ControlsOf(found.Day).Average(unit => Away(unit, found.Day, lag));
            _controlAways.Add((found.Day, lag), others);
        }

        return Away(found.Unit, found.Day, lag) - others;
    }

    private double Change(int unit, int day) =>
        panel.Mean(unit, day, day + design.DaysAfter) - panel.Mean(unit, day - design.DaysBefore, day);

    private double Away(int unit, int day, int lag) =>
        panel.Outcomes[unit][day + lag] - panel.Mean(unit, day - design.DaysBefore, day);

    // An event before the window is still felt in it while its own response lasts.
    private int FirstFelt(int day) => day - design.DaysBefore - design.DaysAfter + 1;

    private bool IsInside(int day) => day >= design.DaysBefore && day + design.DaysAfter <= panel.Days;
}
