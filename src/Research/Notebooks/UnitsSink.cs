using Souk.Simulation.Engine;

namespace Souk.Research.Notebooks;

/// <summary>Keeps the exact amounts of one run.</summary>
internal sealed class UnitsSink : Sink
{
    private readonly List<Int128[]> _days = [];
    private string[] _amounts = [];

    /// <summary>By metric, one value a day.</summary>
    public Dictionary<string, Int128[]> Units =>
        _amounts
            .Select((key, index) => (key, index))
            .Where(metric => metric.key.Length > 0)
            .ToDictionary(metric => metric.key, metric => _days.Select(day => day[metric.index]).ToArray());

    public override void Start(Model model, uint seed, uint replicate) =>
        _amounts = [.. model.Metrics.Select(metric => metric.Decimals is null ? "" : metric.Key)];

    public override void Close(int step, ReadOnlySpan<double> values, ReadOnlySpan<Int128> units) =>
        _days.Add(units.ToArray());
}
