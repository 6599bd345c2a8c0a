using Souk.Simulation.Calibration;

namespace Souk.Simulation.Backtests;

/// <summary>One observed metric by day.</summary>
public sealed class ObservedSeries
{
    private readonly Dictionary<int, double> _values;

    /// <param name="observed">One value a day at most.</param>
    public ObservedSeries(IEnumerable<MomentTarget> observed)
    {
        _values = observed.ToDictionary(target => target.Day, target => target.Value);
        int[] days = [.. _values.Keys.Order()];
        Spacing = days.Zip(days.Skip(1), (day, next) => next - day).DefaultIfEmpty(1).Min();
    }

    /// <summary>The least days between two observations.</summary>
    public int Spacing { get; }

    public double? At(int day) => _values.TryGetValue(day, out double value) ? value : null;

    /// <summary>Evenly spaced values up to a day, the latest last: back to the first gap.</summary>
    public double[] Until(int day)
    {
        List<double> values = [];
        for (int at = day; At(at) is { } value; at -= Spacing)
        {
            values.Add(value);
        }

        values.Reverse();
        return [.. values];
    }
}
